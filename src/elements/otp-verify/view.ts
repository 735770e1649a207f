import type {CodeFieldController} from '../../controllers/code-field.js';
import type {VerifyState, VerifyStep} from '../../flows/verify-state.js';
import type {Language} from '../../domain/language.js';
import type {NestedParts} from './nested.js';
import type {VerifyTexts} from './texts.js';

/** What the customer can do, by the flow's names. */
export interface VerifyWishes {
  readonly submit: () => void;
  readonly resend: () => void;
  readonly retry: () => void;
  readonly dismiss: () => void;
  readonly signIn: () => void;
  readonly reload: () => void;
  readonly showMethods: () => void;
  readonly openCancel: () => void;
  readonly chooseAccount: (account: string) => void;
  readonly chooseMethod: (method: string) => void;
}

/** Everything that a screen is made of. */
export interface VerifyView<State extends VerifyState = VerifyState> {
  readonly state: State;
  readonly say: VerifyTexts;
  readonly language: Language;
  /** Epoch milliseconds, endpoint time. */
  readonly now: number;
  readonly field: CodeFieldController;
  readonly autoSubmit: boolean;
  /** The KB-OTP password is being asked for, in place of the code. */
  readonly asksPassword: boolean;
  /** What the elements inside this one are given. */
  readonly nested: NestedParts;
  readonly wishes: VerifyWishes;
}

export type At<Step extends VerifyStep> = Extract<VerifyState, {readonly step: Step}>;
