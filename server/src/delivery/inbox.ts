/** For development: messages stay in this process, where the demo shows them as a phone. */

import type { CodeMessage, Delivery } from './delivery.js';

export interface Inbox extends Delivery {
  /** Newest first. */
  messages(account: string): readonly CodeMessage[];
  clear(): void;
}

const kept = 200;

export function createInbox(): Inbox {
  let messages: readonly CodeMessage[] = [];
  return {
    async deliver(message) {
      if (messages.some((known) => isSame(known, message))) return;
      messages = [message, ...messages].slice(0, kept);
    },
    messages: (account) => messages.filter((message) => message.account === account),
    clear() {
      messages = [];
    },
  };
}

/** A notice goes to every address of the customer; here they are all one phone. */
function isSame(one: CodeMessage, other: CodeMessage): boolean {
  return one.account === other.account && one.sentAt === other.sentAt && one.text.vi === other.text.vi;
}
