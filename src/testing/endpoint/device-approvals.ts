import type {Approval, ApprovalReason, Grant} from '../../domain/contract.js';
import {failure, success, type Result} from '../../domain/problems.js';
import type {ApprovalEndpoint} from '../../ports/approval-endpoint.js';
import {inSeconds} from './time.js';

/** What the customer does on the device that a page has asked. */
export interface DeviceDriver {
  /** Approves what was asked last. */
  readonly approveOnDevice: () => void;
  /** Rejects what was asked last; `changed-mind` unless it is said otherwise. */
  readonly rejectOnDevice: (reason?: ApprovalReason) => void;
}

interface Asked {
  readonly id: string;
  readonly expiresAt: string;
}

interface Parts {
  /** What was asked last. */
  readonly asked: () => Asked;
  readonly grant: (challenge: string) => Grant;
  readonly now?: () => number;
}

type Ending = Pick<Approval, 'state' | 'reason' | 'grant'>;

/** Two digits that every approvable challenge of the test kit shows. */
export const APPROVAL_NUMBER = '47';

/** A device that answers when a test says so; until then whoever asks waits, however long they meant to. */
export function deviceApprovals({asked, grant, now = () => Date.now()}: Parts): ApprovalEndpoint & DeviceDriver {
  const endings = new Map<string, Ending>();
  const waiting = new Map<string, Set<() => void>>();
  const end = (id: string, ending: Ending) => {
    if (endings.has(id)) return;
    endings.set(id, ending);
    waiting.get(id)?.forEach((wake) => wake());
    waiting.delete(id);
  };
  const told = (id: string): Result<Approval> => {
    const ending: Ending = endings.get(id) ?? {state: 'pending'};
    const {expiresAt} = asked();
    const number = ending.state === 'pending' ? {number: APPROVAL_NUMBER} : {};
    return success({...ending, ...number, expiresAt, serverTime: inSeconds(0, now())});
  };
  return {
    approveOnDevice() {
      const {id} = asked();
      end(id, {state: 'approved', grant: grant(id)});
    },
    rejectOnDevice: (reason = 'changed-mind') => end(asked().id, {state: 'denied', reason}),
    async getApproval(id, wait, {signal}) {
      if (wait > 0 && !endings.has(id)) {
        await new Promise<void>((wake) => {
          waiting.set(id, (waiting.get(id) ?? new Set()).add(wake));
          signal.addEventListener('abort', () => wake());
        });
      }
      return told(id);
    },
    async withdrawChallenge(id) {
      if (endings.has(id)) return failure({code: 'state_conflict'});
      end(id, {state: 'expired'});
      return told(id);
    },
  };
}
