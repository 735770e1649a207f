/** What a scenario works with, and what it ends in. */

import type {Basket} from './basket.js';
import type {Shelf} from './shelf.js';
import type {TextId} from '../texts/texts.js';

export interface Context {
  readonly account: () => string;
  /** Takes another account. */
  readonly choose: (account: string) => Promise<void>;
  /** Registers this phone for the account, as its customer would. */
  readonly register: () => Promise<void>;
  /** Says what is being done meanwhile. */
  readonly tell: (text: TextId) => void;
  /** Everything that was read from the server is old. */
  readonly reload: () => Promise<void>;
  /** The desk's pages. */
  readonly pages: Shelf;
  /** On KB-Trade. */
  readonly basket: Basket;
  /** The phone's apps. */
  readonly apps: Shelf;
}

/** What to look at now, with the way to a second phone where one is needed. */
export interface Said {
  readonly text: TextId;
  readonly href?: string;
}

export type Scenario = (context: Context) => Promise<Said | TextId>;
