import type {Approval} from '../../domain/contract.js';
import type {Problem, Result} from '../../domain/problems.js';
import type {HearApproval} from '../../ports/approval-endpoint.js';
import type {Stream} from './approval-stream.js';

export interface Hearing {
  /** Asks; `isPatient`: and the endpoint waits with its answer until there is news. */
  readonly ask: (
    challenge: string,
    options: {readonly signal: AbortSignal; readonly isPatient: boolean},
  ) => Promise<Result<Approval>>;
  /** Undefined where the endpoint has no stream. */
  readonly stream?: Stream | undefined;
  readonly page: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>;
  /** Milliseconds between two questions while all is well; doubled with each that goes wrong. */
  readonly pause?: number;
}

/** Milliseconds. */
const [PAUSE, LONGEST_PAUSE] = [1_000, 30_000];

/** So many in a row are cut before they tell anything, and the page asks instead. */
const LOST_STREAMS = 3;

/** After these no question brings anything. */
const hopeless: ReadonlySet<Problem['code']> = new Set(['not_found', 'challenge_not_found', 'session_expired']);

/**
 * Hears of a challenge by one connection at a time: a stream, begun anew whenever it is cut, and questions once the
 * stream is refused or held back. While the page is hidden there is none; it asks at once when it is seen again.
 */
export const hearApproval =
  ({ask, stream, page, pause = PAUSE}: Hearing): HearApproval =>
  async (challenge, {signal, onApproval}) => {
    let [isOver, faults, streams] = [false, 0, stream !== undefined];
    const tell = (approval: Approval) => {
      if (isOver || signal.aborted) return;
      faults = 0;
      isOver = approval.state !== 'pending';
      onApproval(approval);
    };
    const goes = () => !isOver && !signal.aborted;
    while (goes()) {
      await whenSeen(page, signal);
      if (!goes()) break;
      const seen = whileSeen(page, signal);
      faults += 1;
      if (streams && stream) {
        const end = await stream(challenge, {signal: seen.signal, onApproval: tell});
        if ((end === 'refused' || faults >= LOST_STREAMS) && !seen.signal.aborted) [streams, faults] = [false, 0];
      } else {
        // A line that was cut may be cut again before the endpoint has waited.
        const result = await ask(challenge, {signal: seen.signal, isPatient: faults === 1});
        if (result.ok) tell(result.value);
        else if (!seen.signal.aborted && hopeless.has(result.problem.code)) {
          seen.end();
          return result.problem;
        }
      }
      if (seen.signal.aborted) faults = 0;
      else if (goes()) await sleep(Math.min(pause * 2 ** faults, LONGEST_PAUSE), seen.signal);
      seen.end();
    }
    return null;
  };

type Page = Hearing['page'];

const isSeen = (page: Page) => page.visibilityState === 'visible';

const whenSeen = (page: Page, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const look = () => {
      if (!isSeen(page) && !signal.aborted) return;
      page.removeEventListener('visibilitychange', look);
      signal.removeEventListener('abort', look);
      resolve();
    };
    page.addEventListener('visibilitychange', look);
    signal.addEventListener('abort', look);
    look();
  });

/** A signal that also ends when the page is hidden. */
function whileSeen(page: Page, outer: AbortSignal): {readonly signal: AbortSignal; readonly end: () => void} {
  const controller = new AbortController();
  const look = () => {
    if (!isSeen(page) || outer.aborted) controller.abort();
  };
  page.addEventListener('visibilitychange', look);
  outer.addEventListener('abort', look);
  return {
    signal: controller.signal,
    end() {
      page.removeEventListener('visibilitychange', look);
      outer.removeEventListener('abort', look);
    },
  };
}

/** Ends early where the browser has a network again. */
const sleep = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', wake);
      globalThis.removeEventListener('online', wake);
      resolve();
    };
    const timer = setTimeout(wake, milliseconds);
    signal.addEventListener('abort', wake);
    globalThis.addEventListener('online', wake);
  });
