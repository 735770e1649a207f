import type {ReactiveController, ReactiveElement} from 'lit';
import type {CameraProblem} from '../domain/scan.js';
import type {OpenCamera, QrCamera} from '../ports/camera.js';

interface Hears {
  readonly onOn: () => void;
  readonly onText: (text: string) => void;
  readonly onProblem: (problem: CameraProblem) => void;
}

/**
 * Has the camera on as long as it is wanted, the host is on the page and the page is seen, and for no moment longer: a
 * camera that comes too late is turned off at once.
 */
export class CameraController implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #camera: () => QrCamera;
  readonly #hears: Hears;
  #isWanted = false;
  #isOn = false;
  /** Of the latest turning on or off: what an earlier one comes to is for nobody. */
  #turn = 0;
  #open: OpenCamera | null = null;

  constructor(host: ReactiveElement, camera: () => QrCamera, hears: Hears) {
    this.#host = host;
    this.#camera = camera;
    this.#hears = hears;
    host.addController(this);
  }

  /** What it sees; null while it is off. */
  get view(): HTMLElement | null {
    return this.#open?.view ?? null;
  }

  aim(isWanted: boolean): void {
    this.#isWanted = isWanted;
    this.#go();
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#go);
    this.#go();
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#go);
    this.#set(false);
  }

  readonly #go = (): void =>
    this.#set(this.#isWanted && this.#host.isConnected && document.visibilityState !== 'hidden');

  #set(isOn: boolean): void {
    if (isOn === this.#isOn) return;
    this.#isOn = isOn;
    this.#turn += 1;
    this.#open?.close();
    this.#open = null;
    if (isOn) void this.#turnOn(this.#turn);
  }

  async #turnOn(turn: number): Promise<void> {
    const ifStill =
      <Values extends readonly unknown[]>(then: (...values: Values) => void) =>
      (...values: Values) => {
        if (turn === this.#turn) then(...values);
      };
    const opened = await this.#camera().open({
      onText: ifStill(this.#hears.onText),
      onLost: ifStill(() => this.#fail('busy')),
    });
    if (turn !== this.#turn) {
      if (typeof opened !== 'string') opened.close();
      return;
    }
    if (typeof opened === 'string') return this.#fail(opened);
    this.#open = opened;
    this.#host.requestUpdate();
    this.#hears.onOn();
  }

  /** What has failed is not tried again before it is wanted again. */
  #fail(problem: CameraProblem): void {
    this.aim(false);
    this.#hears.onProblem(problem);
  }
}
