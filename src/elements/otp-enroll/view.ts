import type {TemplateResult} from 'lit';
import type {CodeFieldController} from '../../controllers/code-field.js';
import type {Language} from '../../domain/language.js';
import type {EnrollState, EnrollStep} from '../../flows/enroll-state.js';
import type {EnrollTexts} from './texts.js';

/** What the customer can do, by the flow's names. */
export interface EnrollWishes {
  readonly acceptTerms: () => void;
  readonly chooseAccounts: () => void;
  readonly proveAccounts: () => void;
  readonly chooseAgain: () => void;
  readonly toggleAccount: (account: string) => void;
  readonly submitPassword: () => void;
  readonly changePassword: () => void;
  readonly abandon: () => void;
  readonly openList: () => void;
  readonly retry: () => void;
  readonly dismiss: () => void;
  readonly signIn: () => void;
  readonly reload: () => void;
}

/** Everything that a screen is made of. */
export interface EnrollView<State extends EnrollState = EnrollState> {
  readonly state: State;
  readonly say: EnrollTexts;
  readonly language: Language;
  readonly field: CodeFieldController;
  /** Epoch milliseconds, endpoint time. */
  readonly now: number;
  /** The accounts that are ticked. */
  readonly chosen: ReadonlySet<string>;
  /** The authentication screen that proves the customer by the previous method; the first account if none is named. */
  readonly proof: (account?: string) => TemplateResult;
  /** What synchronises the derivatives trading account. */
  readonly synchronization: () => TemplateResult;
  readonly wishes: EnrollWishes;
}

export type At<Step extends EnrollStep> = Extract<EnrollState, {readonly step: Step}>;
