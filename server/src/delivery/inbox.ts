/** For development: messages stay in this process, where the demo shows them as a phone. */

import type { CodeMessage, Delivery } from './delivery.js';
import type { Wake, WakeMessage } from './wake.js';

export interface Inbox extends Delivery, Wake {
  /** One a device, as a push service keeps it; those of requests that are over have gone. */
  wakes(customer: string, now: number): readonly WakeMessage[];
  /** Newest first. */
  messages(account: string): readonly CodeMessage[];
  clear(): void;
}

const kept = 200;

export function createInbox(): Inbox {
  let messages: readonly CodeMessage[] = [];
  const woken = new Map<string, WakeMessage>();
  return {
    async deliver(message) {
      if (messages.some((known) => isSame(known, message))) return;
      messages = [message, ...messages].slice(0, kept);
    },
    async wake(message) {
      woken.set(message.device, message);
      return 'taken';
    },
    wakes: (customer, now) =>
      [...woken.values()].filter((message) => message.customer === customer && message.expiresAt > now),
    messages: (account) => messages.filter((message) => message.account === account),
    clear() {
      messages = [];
      woken.clear();
    },
  };
}

/** A notice goes to every address of the customer; here they are all one phone. */
function isSame(one: CodeMessage, other: CodeMessage): boolean {
  return one.account === other.account && one.sentAt === other.sentAt && one.text.vi === other.text.vi;
}
