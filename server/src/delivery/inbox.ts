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
      messages = [message, ...messages].slice(0, kept);
    },
    messages: (account) => messages.filter((message) => message.account === account),
    clear() {
      messages = [];
    },
  };
}
