import {html, nothing} from 'lit';
import type {DeviceSession} from '../../controllers/device-session.js';
import {WaitingRequests} from '../../controllers/waiting-requests.js';
import type {ListState} from '../../flows/list-state.js';
import type {CallOptions, Endpoint} from '../../ports/endpoint.js';
import type {Connection} from '../../wiring/endpoint.js';
import {connectWaiting} from '../../wiring/waiting.js';
import {connectedAs, type Around} from '../internal/nested.js';
import type {Part} from '../internal/screen.js';
import type {ScreenFocus} from '../internal/screen-focus.js';

/** What is needed of the list. */
export interface WaitingParts {
  readonly host: Around;
  readonly session: DeviceSession;
  /** The endpoint that was asked, and how it is asked once more. */
  readonly reach: () => readonly [string | Endpoint, Connection, CallOptions];
  readonly focus: ScreenFocus;
}

/** What other pages ask of the device of an `<otp-list>`. */
export interface Waiting {
  /** A request stands in place of the list. */
  readonly isAnswering: boolean;
  /** The list has come to that state. */
  readonly watch: (state: ListState) => void;
  /** What stands above the list. */
  readonly render: () => Part;
}

/** Steps that requests stand above. */
const steps: ReadonlySet<ListState['step']> = new Set(['locked', 'unlocking', 'open', 'working']);

/** @param load brings what shows requests: an answer without it is none */
export function waitFor({host, session, reach, focus}: WaitingParts, load: () => Promise<unknown>): Waiting {
  let isAnswering = false;
  let at: {readonly device: string; readonly step: string} | null = null;
  const requests = new WaitingRequests(host, async (device, signal) => {
    const [endpoint, connection, options] = reach();
    const {listRequests} = connectWaiting(endpoint, connection);
    const answer = (await listRequests?.(device, {...options, signal})) ?? null;
    if (answer?.ok && answer.value.requests.length > 0) await load();
    return answer;
  });
  const handleAnswering = (is: boolean) => {
    if (isAnswering && !is) focus.takeBack();
    isAnswering = is;
    host.requestUpdate();
  };
  return {
    get isAnswering() {
      return isAnswering;
    },
    watch(state) {
      const isThere = 'list' in state && steps.has(state.step);
      at = isThere ? {device: state.list.device, step: state.step} : null;
      requests.watch(at?.device ?? null);
    },
    render() {
      const {found} = requests;
      if (!found || !at || (found.requests.length === 0 && !isAnswering)) return nothing;
      return html`<otp-requests
        ${connectedAs(host)}
        .device=${at.device}
        .found=${found}
        .unlocked=${at.step === 'open' || at.step === 'working'}
        .session=${session}
        .onAnswering=${handleAnswering}
      ></otp-requests>`;
    },
  };
}
