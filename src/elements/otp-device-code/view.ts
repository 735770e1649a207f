import type {CodeFieldController} from '../../controllers/code-field.js';
import type {DeviceCodeState} from '../../flows/device-code-state.js';
import type {DeviceCodeTexts} from './texts.js';

/** The endpoint wants another code. Epoch milliseconds, endpoint time. */
export interface Refusal {
  /** Now. */
  readonly at: number;
  /** When the next code comes, if this one had been used. */
  readonly usedUntil: number | null;
}

/** Takes the code of this device. */
export type Fill = (code: string, onRefused: (refusal: Refusal) => void) => void;

/** What the customer can do, by the flow's names. */
export interface DeviceCodeWishes {
  readonly use: () => void;
  readonly submitPassword: () => void;
  readonly unlockByPasskey: () => void;
  readonly back: () => void;
}

/** Everything that the actions are made of. */
export interface DeviceCodeView {
  readonly state: DeviceCodeState;
  readonly say: DeviceCodeTexts;
  readonly field: CodeFieldController;
  readonly wishes: DeviceCodeWishes;
}
