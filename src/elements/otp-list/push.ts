import {disablePush, enablePush, forgetPush, refreshPush, type PushParts} from '../../controllers/push.js';
import type {PushNote, PushOutcome} from '../../domain/push.js';
import type {PushNotes} from '../../ports/push.js';
import {connectPush, pushBrowser} from '../../wiring/push.js';
import type {WaitingParts} from './waiting.js';

/** What only lists need whose device is told that something waits. */
export interface PushPart {
  readonly enable: (registration: ServiceWorkerRegistration) => Promise<PushOutcome>;
  readonly disable: () => Promise<PushOutcome>;
  readonly refresh: (note: PushNote) => Promise<void>;
  readonly forget: (note: PushNote) => Promise<void>;
}

/** What the host asks of it. */
export type PushAct = (part: PushPart) => Promise<PushOutcome>;

export function pushPart({session, reach}: WaitingParts, notes: PushNotes): PushPart {
  const parts: PushParts = {
    browser: pushBrowser,
    notes,
    list: () => session.readList(),
    reach: () => {
      const [endpoint, connection, options] = reach();
      return [connectPush(endpoint, connection), options];
    },
    language: () => reach()[3],
  };
  return {
    enable: (registration) => enablePush(parts, registration),
    disable: () => disablePush(parts),
    refresh: (note) => refreshPush(parts, note),
    forget: (note) => forgetPush(parts, note),
  };
}
