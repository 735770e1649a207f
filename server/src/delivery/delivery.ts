/** The port through which codes leave the endpoint. */

import type { DeliveredKind } from '../domain/challenge.js';
import type { LocalizedText } from '../../generated/contract.js';

export interface CodeMessage {
  /** The same when it is handed over again. */
  readonly id: string;
  readonly account: string;
  readonly channel: DeliveredKind;
  /** The telephone number or address, in full. */
  readonly target: string;
  readonly text: LocalizedText;
  /** Epoch milliseconds. */
  readonly sentAt: number;
}

export interface Delivery {
  /**
   * Resolves when the carrier has taken the message.
   * @throws {DeliveryRefused} when it surely has not; anything else when that is unknown: the message may still arrive
   */
  deliver(message: CodeMessage): Promise<void>;
}

/** The message was not taken, and will not arrive. */
export class DeliveryRefused extends Error {
  override name = 'DeliveryRefused';
  /** It will never be taken, however often it is handed over; otherwise the carrier may take it another time. */
  readonly isFinal: boolean;
  constructor(message: string, { isFinal = false, ...options }: ErrorOptions & { readonly isFinal?: boolean } = {}) {
    super(message, options);
    this.isFinal = isFinal;
  }
}
