/** Why the broker refused, in the customer's words. */

import type {TextId} from '../texts/texts.js';

const texts: Readonly<Record<string, TextId>> = {
  grant_required: 'orderNeedsProof',
  transaction_mismatch: 'orderMismatch',
};

export const refusalText = (code: string): TextId => texts[code] ?? 'orderRefused';
