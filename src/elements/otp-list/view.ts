import type {TemplateResult} from 'lit';
import type {CodeFieldController} from '../../controllers/code-field.js';
import type {LiveCodes} from '../../controllers/live-codes.js';
import type {ListState, ListStep} from '../../flows/list-state.js';
import type {Biometrics} from '../../ports/vault.js';
import type {ListTexts} from './texts.js';

/** What the customer can do, by the flow's names. */
export interface ListWishes {
  readonly submitPassword: () => void;
  readonly unlockByPasskey: () => void;
  readonly lock: () => void;
  readonly add: () => void;
  readonly back: () => void;
  readonly copy: (account: string) => void;
  readonly askRemoval: (account: string) => void;
  readonly remove: () => void;
  readonly changePassword: () => void;
  readonly addPasskey: () => void;
  readonly removePasskey: () => void;
  readonly forget: () => void;
  readonly understand: (understood: boolean) => void;
  readonly discardDamaged: () => void;
  readonly retry: () => void;
  readonly signIn: () => void;
  readonly reload: () => void;
}

/** Everything that a screen is made of. */
export interface ListView<State extends ListState = ListState> {
  readonly state: State;
  readonly say: ListTexts;
  readonly field: CodeFieldController;
  readonly codes: LiveCodes;
  /** Epoch milliseconds, endpoint time. */
  readonly now: number;
  readonly passwordDigits: number;
  /** The host has said which accounts may be added, and this channel is one for registering. */
  readonly canAdd: boolean;
  readonly biometrics: Biometrics;
  /** Unlocks that are left until the endpoint has heard of the last one; null when it has. */
  readonly unconfirmed: number | null;
  /** The box is ticked without which the list is not deleted. */
  readonly understood: boolean;
  readonly registration: () => TemplateResult;
  readonly wishes: ListWishes;
}

export type At<Step extends ListStep> = Extract<ListState, {readonly step: Step}>;
