/** The port through which codes leave the endpoint. */

import type { DeliveredKind } from '../domain/challenge.js';
import type { LocalizedText } from '../generated/contract.js';

export interface CodeMessage {
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
}
