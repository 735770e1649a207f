import type {Step} from '../events.js';

/** What a test does with an element, and what it reads there: the same in the page and through a browser's driver. */
export interface OtpDriver {
  /** The screen that is shown; see the element's property `step`. */
  step(): Promise<Step>;
  /**
   * Resolves once that screen is shown; at once where it is.
   * @param timeout milliseconds after which it is given up
   * @throws {Error} that names the screen that is shown instead
   */
  reaches(step: Step, timeout?: number): Promise<void>;
  /** Puts a code or a password into the field, as a paste does. */
  enter(text: string): Promise<void>;
  /** Presses the main action of the screen. */
  confirm(): Promise<void>;
  /** Presses what has that name, in the language of the screen. */
  press(name: string): Promise<void>;
  /** The sentence that says how things stand, as it is read out. */
  status(): Promise<string>;
  /** The lines that say what is being authorized. */
  purpose(): Promise<readonly string[]>;
}

/** Milliseconds that `reaches` waits unless it is said how long. */
export const PATIENCE = 5000;

export const stuck = (shown: string, wanted: string, timeout: number): Error =>
  new Error(`the screen "${wanted}" did not come in ${timeout} ms; "${shown}" is shown`);
