import {html, nothing} from 'lit';
import type {DeviceSession} from '../../controllers/device-session.js';
import {notLoaded} from '../../controllers/not-loaded.js';
import {WaitingRequests} from '../../controllers/waiting-requests.js';
import type {Language} from '../../domain/language.js';
import type {PushNote, PushOutcome} from '../../domain/push.js';
import type {ListState} from '../../flows/list-state.js';
import type {CallOptions, Endpoint} from '../../ports/endpoint.js';
import type {PushNotes} from '../../ports/push.js';
import type {Connection} from '../../wiring/endpoint.js';
import {createNotes} from '../../wiring/notes.js';
import {connectWaiting} from '../../wiring/waiting.js';
import {connectedAs, type Around} from '../internal/nested.js';
import type {Part} from '../internal/screen.js';
import type {ScreenFocus} from '../internal/screen-focus.js';
import type {PushAct, PushPart} from './push.js';
import {scanFor} from './scanning.js';

/** What is needed of the list. */
export interface WaitingParts {
  readonly host: Around;
  readonly session: DeviceSession;
  /** The endpoint that was asked, how it is asked once more, and in which language the customer is spoken to. */
  readonly reach: () => readonly [string | Endpoint, Connection, CallOptions, Language];
  readonly focus: ScreenFocus;
  /** Id of the request that the page came to show. */
  readonly wanted: () => string;
}

/** What other pages ask of the device of an `<otp-list>`. */
export interface Waiting {
  /** A request, or what was scanned, stands in place of the list. */
  readonly isAnswering: boolean;
  /** The list has come to that state. */
  readonly watch: (state: ListState) => void;
  /** What stands above the list. */
  readonly render: () => Part;
  /** What stands below it. */
  readonly renderScan: () => Part;
  readonly push: (act: PushAct) => Promise<PushOutcome>;
}

/** What is brought when it is needed. */
interface Brought {
  /** What shows requests: an answer without it is none. */
  readonly requests: () => Promise<unknown>;
  readonly scan: () => Promise<unknown>;
  readonly push: () => Promise<{readonly pushPart: (parts: WaitingParts, notes: PushNotes) => PushPart}>;
}

/** Steps that requests stand above. */
const steps: ReadonlySet<ListState['step']> = new Set(['locked', 'unlocking', 'open', 'working']);

export function waitFor(parts: WaitingParts, bring: Brought): Waiting {
  const {host, session, reach, focus, wanted} = parts;
  const notes = createNotes();
  const told = toldFor(parts, notes.push, bring.push);
  const scanning = scanFor(parts, notes.scan, bring.scan, () => requests.askAgain());
  let isAnswering = false;
  let at: {readonly device: string; readonly step: string} | null = null;
  const requests = new WaitingRequests(host, async (device, signal) => {
    const [endpoint, connection, options] = reach();
    const {listRequests} = connectWaiting(endpoint, connection);
    const answer = (await listRequests?.(device, {...options, signal})) ?? null;
    if (answer?.ok) void scanning.hear(device, answer.value);
    if (answer?.ok && answer.value.requests.length > 0) await bring.requests();
    return answer;
  });
  const handleAnswering = (is: boolean) => {
    if (isAnswering && !is) focus.takeBack();
    isAnswering = is;
    host.requestUpdate();
  };
  return {
    get isAnswering() {
      return isAnswering || scanning.isScanning;
    },
    watch(state) {
      const isThere = 'list' in state && steps.has(state.step);
      at = isThere ? {device: state.list.device, step: state.step} : null;
      requests.watch(at?.device ?? null);
      scanning.watch(at && {device: at.device, isOpen: at.step === 'open'});
      told.watch(state);
    },
    push: told.push,
    renderScan: () => (isAnswering ? nothing : scanning.render()),
    render() {
      const {found} = requests;
      if (scanning.isScanning || !found || !at || (found.requests.length === 0 && !isAnswering)) return nothing;
      return html`<otp-requests
        ${connectedAs(host)}
        .device=${at.device}
        .found=${found}
        .wanted=${wanted()}
        .unlocked=${at.step === 'open' || at.step === 'working'}
        .session=${session}
        .onAnswering=${handleAnswering}
      ></otp-requests>`;
    },
  };
}

/** How the browser is told while nobody looks at the list. */
function toldFor(parts: WaitingParts, notes: PushNotes, bring: Brought['push']): Pick<Waiting, 'watch' | 'push'> {
  let device: string | null = null;
  /** One after the other: what is taken back is not sent after that. */
  let last: Promise<unknown> = Promise.resolve();
  let note: PushNote | null = null;
  const inTurn = <Value>(run: (part: PushPart) => Promise<Value>): Promise<Value> => {
    const now = last.then(async () => run((await bring()).pushPart(parts, notes)));
    last = now.catch(() => undefined);
    return now;
  };
  const open = async () => {
    note = await notes.read();
    const known = note;
    if (known && known.device === device) await inTurn((part) => part.refresh(known)).catch(() => undefined);
  };
  const end = async () => {
    const gone = note;
    note = null;
    if (gone) await inTurn((part) => part.forget(gone)).catch(() => undefined);
  };
  return {
    watch(state) {
      const now =
        'list' in state ? state.list.device : state.step === 'empty' || state.step === 'reset-done' ? null : device;
      if (now === device) return;
      device = now;
      void (now === null ? end() : open());
    },
    async push(act) {
      const outcome = await inTurn(act).catch((): PushOutcome => ({type: 'problem', problem: notLoaded}));
      note = await notes.read();
      return outcome;
    },
  };
}
