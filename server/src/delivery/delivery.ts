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
  /** Resolves when the carrier has taken the message. @throws when it has not */
  deliver(message: CodeMessage): Promise<void>;
}
