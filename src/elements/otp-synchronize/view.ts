import type {SynchronizeState} from '../../flows/synchronize-state.js';
import type {SynchronizeTexts} from './texts.js';

/** What the customer can do, by the flow's names. */
export interface SynchronizeWishes {
  readonly proceed: () => void;
  readonly retry: () => void;
  readonly dismiss: () => void;
  readonly signIn: () => void;
  readonly reload: () => void;
}

/** Everything that the actions are made of. */
export interface SynchronizeView {
  readonly state: SynchronizeState;
  readonly say: SynchronizeTexts;
  /** Epoch milliseconds, endpoint time. */
  readonly now: number;
  readonly wishes: SynchronizeWishes;
}
