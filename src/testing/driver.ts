/** What a test does with an element, and what it reads there: the same in the page and through a browser's driver. */
export interface OtpDriver {
  /** The screen that is shown; see the element's property `step`. */
  step(): Promise<string>;
  /** Resolves once that screen is shown; at once where it is. */
  reaches(step: string): Promise<void>;
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
