import {html, nothing} from 'lit';
import {WaitingRequests} from '../../../controllers/waiting-requests.js';
import {epoch, type ApprovalRequest} from '../../../domain/contract.js';
import {isApprovalRequest} from '../../../domain/request-answers.js';
import {OtpListRequestedEvent} from '../../../events.js';
import {Localizer, type Spoken} from '../../../i18n/language.js';
import {requestsBarMessages} from '../../../i18n/messages/requests-bar.js';
import type {CallOptions, Endpoint} from '../../../ports/endpoint.js';
import type {Connection} from '../../../wiring/endpoint.js';
import {connectWaiting} from '../../../wiring/waiting.js';
import type {Around} from '../nested.js';
import type {Part} from '../screen.js';

/** What is needed of the element that it stands in. */
export interface RequestsBarParts {
  readonly host: Around;
  /** The endpoint that was asked, and how it is asked once more. */
  readonly reach: () => readonly [string | Endpoint, Connection, CallOptions];
  readonly spoken: () => Spoken;
  /** Epoch milliseconds, endpoint time. */
  readonly now: () => number;
  /** What this very element asks for, which is no other page's request. */
  readonly own: () => string | undefined;
}

export interface RequestsBar {
  /** @param device whose requests are asked for from now on; null for none */
  readonly watch: (device: string | null) => void;
  /** For the ear: how many wait; empty for none. */
  readonly said: () => string;
  readonly render: () => Part;
}

/** What other pages ask of this phone while its own app asks for something: it is answered in the list. */
export function requestsBar({host, reach, spoken, now, own}: RequestsBarParts): RequestsBar {
  const localizer = new Localizer(requestsBarMessages);
  const say = () => localizer.in(spoken(), host.messages);
  const requests = new WaitingRequests(host, async (device, signal) => {
    const [endpoint, connection, options] = reach();
    return (await connectWaiting(endpoint, connection).listRequests?.(device, {...options, signal})) ?? null;
  });
  const others = (): readonly ApprovalRequest[] =>
    (requests.found?.requests ?? []).filter(
      (one) => isApprovalRequest(one) && one.id !== own() && epoch(one.expiresAt) > now(),
    );
  return {
    watch: (device) => requests.watch(device),
    said() {
      const {length} = others();
      return length > 0 ? say().otherRequests(length) : '';
    },
    render() {
      const [first, ...more] = others();
      if (!first) return nothing;
      // One is opened at once; several are chosen from there.
      const request = more.length > 0 ? '' : first.id;
      return html`<ul class="choices" part="choices">
        <li>
          <button
            type="button"
            class="choice"
            part="choice"
            @click=${() => host.dispatchEvent(new OtpListRequestedEvent(request))}
          >
            <span><strong>${say().otherRequests(more.length + 1)}</strong> <br />${say().otherRequestsOpen()}</span>
          </button>
        </li>
      </ul>`;
    },
  };
}
