import type {CodeFieldController} from '../../controllers/code-field.js';
import type {DeviceCodeState} from '../../flows/device-code-state.js';
import type {DeviceCodeTexts} from './texts.js';

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
