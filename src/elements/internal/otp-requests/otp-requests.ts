import type {PropertyValues} from 'lit';
import {CodeFieldController} from '../../../controllers/code-field.js';
import type {DeviceSession} from '../../../controllers/device-session.js';
import {epoch, type ApprovalRequest, type ApprovalRequests} from '../../../domain/contract.js';
import {failure} from '../../../domain/problems.js';
import {isApprovalRequest} from '../../../domain/request-answers.js';
import {initialRequestsState, requests} from '../../../flows/requests.js';
import {OtpRequestEndedEvent} from '../../../request-ended-event.js';
import {requestsSheets} from '../../../styles/requests-sheets.js';
import {connectRequests} from '../../../wiring/requests.js';
import {FlowElement} from '../flow-element.js';
import {callback, data, flag, property, text, texts} from '../properties.js';
import {requestsCalls, Sent} from './calls.js';
import {DIGITS, requestsScreens, type RequestsSchema, type RequestsShared, type RequestsView} from './screens.js';
import {requestsTexts} from './texts.js';

/**
 * Part of `<otp-list>` while another page waits for the customer's approval: a bar in place of the list's heading, and
 * once that is pressed the request, in place of the list.
 * @internal
 */
export class OtpRequests extends FlowElement<RequestsSchema> {
  static override styles = requestsSheets;

  /** Whose requests they are. */
  @property({attribute: false, type: text}) device = '';
  /** The endpoint's latest answer, looked at here. */
  @property({attribute: false, type: data}) found: ApprovalRequests | null = null;
  /** Id of the one that the page came to show: it is opened, once, as soon as the list is. */
  @property({attribute: false, type: text}) wanted = '';
  /** The list is open. */
  @property({attribute: false, type: flag}) unlocked = false;
  @property({attribute: false, type: texts}) session: Pick<DeviceSession, 'code'> = {
    code: async () => failure({code: 'vault_locked'}),
  };
  /** Hears whether something of this element stands in place of the list. */
  @property({attribute: false, type: callback}) onAnswering: (answering: boolean) => void = () => undefined;

  readonly #field = new CodeFieldController(this, {onComplete: () => undefined, onEnter: () => this.#approve()});
  readonly #sent = new Sent();
  /** What has been said of how many wait, once there was a place for it. */
  #announced = '';
  #shown = '';
  protected override readonly flow = this.run({
    initial: initialRequestsState,
    reduce: requests,
    texts: requestsTexts,
    screens: requestsScreens,
    calls: requestsCalls({
      device: () => this.device,
      endpoint: () => connectRequests(this.askedEndpoint, this.connection()),
      makeCode: (...asked) => this.session.code(...asked),
      number: () => this.#field.view.value,
      sent: this.#sent,
    }),
    acts: {},
    start: () => ({type: 'start'}),
  });

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const {send} = this.flow;
    const {found} = this;
    if (changed.has('found') && found) {
      this.time.observe(found.serverTime);
      send({type: 'found', requests: found.requests.filter((one) => isApprovalRequest(one) && this.#isInTime(one))});
    }
    send({type: 'opened', isOpen: this.unlocked});
    this.#showWanted();
    const {state} = this.flow;
    if ('request' in state && !this.#isInTime(state.request)) send({type: 'due'});
  }

  protected override updated(): void {
    const {state} = this.flow;
    const shown = 'request' in state ? [state.request] : state.waiting;
    if (state.step === 'ended' || shown.length === 0) this.time.sleep();
    else this.time.countDown(Math.min(...shown.map(({expiresAt}) => epoch(expiresAt))));
    this.#announce();
  }

  protected override view(shared: RequestsShared): RequestsView {
    this.#field.setFormat({length: DIGITS, alphabet: 'digits'});
    return {...shared, field: this.#field, approve: () => this.#approve(), announced: this.#announced};
  }

  protected override handleStep(state: RequestsSchema['state'], previous: RequestsSchema['state']): void {
    const isRetried = state.step === 'reviewing' && previous.step === 'approving';
    if (state.step !== 'approving' && !(isRetried && state.problem?.code !== 'code_invalid')) this.#field.clear();
    if (state.step === 'waiting' || state.step === 'ended') this.#sent.forget();
    const isAnswering = state.step !== 'waiting' && state.step !== 'idle';
    // In place of the list it has a card of its own.
    this.classList.toggle('nested', isAnswering);
    this.onAnswering(isAnswering);
    if (state.step === 'ended') this.dispatchEvent(new OtpRequestEndedEvent(state.request.id, state.end));
  }

  #showWanted(): void {
    const {wanted} = this;
    if (wanted === '' || wanted === this.#shown || !this.flow.state.waiting.some(({id}) => id === wanted)) return;
    this.flow.send({type: 'open', id: wanted});
    if (this.flow.state.step === 'reviewing') this.#shown = wanted;
  }

  #isInTime({expiresAt}: ApprovalRequest): boolean {
    return epoch(expiresAt) > this.time.now();
  }

  #approve(): void {
    const {state, send} = this.flow;
    if (state.step !== 'reviewing' || (state.problem?.retryAt ?? 0) > this.time.now()) return;
    if (state.request.numberMatching && !this.#field.isComplete) return;
    send({type: 'approve', again: this.#sent.isOf(this.#field.view.value, this.time.now())});
  }

  /** A place that comes with its words in it is not read out. */
  #announce(): void {
    const {step, waiting} = this.flow.state;
    const words = step === 'waiting' && waiting.length > 0 ? this.say.requestsWaiting(waiting.length) : '';
    if (words === this.#announced) return;
    this.#announced = words;
    void this.updateComplete.then(() => this.requestUpdate());
  }
}
