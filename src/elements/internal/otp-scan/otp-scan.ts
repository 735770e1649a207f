import type {PropertyValues} from 'lit';
import {CameraController} from '../../../controllers/camera.js';
import {Subscription} from '../../../controllers/subscription.js';
import {failure} from '../../../domain/problems.js';
import type {ScanKeys} from '../../../domain/scan-keys.js';
import {initialScanState, scan} from '../../../flows/scan.js';
import type {QrCamera} from '../../../ports/camera.js';
import {scanSheets} from '../../../styles/scan-sheets.js';
import {connectRequests} from '../../../wiring/requests.js';
import {camera, readScan} from '../../../wiring/scan.js';
import {FlowElement} from '../flow-element.js';
import {callback, data, flag, property, text, texts} from '../properties.js';
import {loadAnswering, scanCalls, type Digits, type ScanSession} from './calls.js';
import {scanScreens, type ScanSchema, type ScanShared, type ScanView} from './screens.js';
import {scanTexts} from './texts.js';

/**
 * Part of `<otp-list>` where the endpoint signs what pages show: an action of the open list, and once that is pressed,
 * in its place, the camera, what was scanned, and how it is answered: by itself, or by digits that the customer types.
 * @internal
 */
export class OtpScan extends FlowElement<ScanSchema> {
  static override styles = scanSheets;

  /** This device's. */
  static camera: QrCamera = camera;

  @property({attribute: false, type: text}) device = '';
  /** By which it is known what the endpoint has signed. */
  @property({attribute: false, type: data}) keys: ScanKeys = [];
  /** The list is open. */
  @property({attribute: false, type: flag}) unlocked = false;
  @property({attribute: false, type: texts}) session: ScanSession = {
    code: async () => failure({code: 'vault_locked'}),
    openVault: null,
  };
  /** The time of the list, which the endpoint may have told: epoch milliseconds. */
  @property({attribute: false, type: callback}) listTime: () => number = () => this.time.now();
  /** Hears whether something of this element stands in place of the list. */
  @property({attribute: false, type: callback}) onScanning: (scanning: boolean) => void = () => undefined;

  readonly #digits: Digits = {made: null, sent: null};
  #isCopied: boolean | null = null;
  readonly #camera = new CameraController(this, () => OtpScan.camera, {
    onOn: () => this.flow.send({type: 'camera-on'}),
    onText: (read) => this.flow.send({type: 'seen', text: read}),
    onProblem: (why) => this.flow.send({type: 'camera-off', why}),
  });
  protected override readonly flow = this.run({
    initial: initialScanState,
    reduce: scan,
    texts: scanTexts,
    screens: scanScreens,
    calls: scanCalls({
      device: () => this.device,
      endpoint: () => connectRequests(this.askedEndpoint, this.connection()),
      session: () => this.session,
      keys: () => this.keys,
      read: readScan,
      now: () => this.listTime(),
      digits: this.#digits,
    }),
    acts: {},
    start: () => ({type: 'start'}),
  });

  constructor() {
    super();
    new Subscription(this, async () => this.#followNetwork());
    // Whoever scans may have no network by then.
    void OtpScan.camera.prepare();
    loadAnswering().catch(() => undefined);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    this.time.observe(new Date(this.listTime()).toISOString());
    const {send} = this.flow;
    if (!this.unlocked) send({type: 'locked'});
    send({type: 'due', now: this.time.now()});
  }

  protected override updated(): void {
    const {state} = this.flow;
    this.#camera.aim(state.step === 'starting' || state.step === 'looking');
    const {made} = this.#digits;
    if (state.step === 'reviewing' || state.step === 'asking-reason') this.time.countDown(state.until);
    else if (state.step === 'answering' && !state.isSlow) this.time.wakeAt(state.slowAt);
    else if (made && (state.step === 'answering' || state.step === 'code'))
      this.time.countDown(Math.min(made.next, state.until));
    else this.time.sleep();
  }

  protected override view(shared: ScanShared): ScanView {
    return {
      ...shared,
      seen: this.#camera.view,
      labelOf: (account) => this.session.openVault?.accounts.find((one) => one.account === account)?.accountLabel ?? '',
      isOnline: navigator.onLine !== false,
      approve: () => this.#approve(),
      digits: this.#digits.made,
      copy: () => void this.#copy(),
      isCopied: this.#isCopied,
    };
  }

  protected override handleStep({step}: ScanSchema['state']): void {
    this.#isCopied = null;
    if (step === 'offered' || step === 'ended' || step === 'reviewing') this.#digits.made = null;
    if (step === 'offered' || step === 'ended') this.#digits.sent = null;
    const isScanning = step !== 'offered' && step !== 'idle';
    // In place of the list it has a card of its own.
    this.classList.toggle('nested', isScanning);
    this.onScanning(isScanning);
  }

  #approve(): void {
    const now = this.time.now();
    const {sent} = this.#digits;
    const isOnline = navigator.onLine !== false;
    this.flow.send({type: 'approve', isOnline, again: sent !== null && now < sent.next, now});
  }

  async #copy(): Promise<void> {
    const {made} = this.#digits;
    if (!made) return;
    try {
      await (this.ownerDocument.defaultView ?? window).navigator.clipboard.writeText(made.code);
      this.#isCopied = true;
    } catch {
      this.#isCopied = false;
    }
    this.requestUpdate();
  }

  /** What is offered depends on it. */
  #followNetwork(): () => void {
    const render = () => this.requestUpdate();
    window.addEventListener('online', render);
    window.addEventListener('offline', render);
    return () => {
      window.removeEventListener('online', render);
      window.removeEventListener('offline', render);
    };
  }
}
