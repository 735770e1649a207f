import type {TemplateResult} from 'lit';
import type {Language} from '../../domain/language.js';
import type {CancelState, CancelStep} from '../../flows/cancel-state.js';
import type {CancelTexts} from './texts.js';

/** What the customer can do, by the flow's names. */
export interface CancelWishes {
  readonly chooseAccount: (account: string) => void;
  readonly proceed: () => void;
  readonly cleanUp: () => void;
  readonly enroll: () => void;
  readonly retry: () => void;
  readonly dismiss: () => void;
  readonly signIn: () => void;
  readonly reload: () => void;
}

/** Everything that a screen is made of. */
export interface CancelView<State extends CancelState = CancelState> {
  readonly state: State;
  readonly say: CancelTexts;
  readonly language: Language;
  /** Whether KB-OTP can be registered on this channel. */
  readonly enrolls: boolean;
  /** Epoch milliseconds, endpoint time. */
  readonly now: number;
  /** The authentication screen that proves the customer. */
  readonly proof: (account: string) => TemplateResult;
  readonly wishes: CancelWishes;
}

export type At<Step extends CancelStep> = Extract<CancelState, {readonly step: Step}>;
