import type {Problem} from './domain/problems.js';

/** What is known of an element to which something happened. */
export interface TellingElement extends HTMLElement {
  readonly endpoint: unknown;
  readonly getSessionToken: unknown;
}

/** What only the developer of the page can mend. */
export type Notice =
  | {readonly type: 'problem'; readonly element: TellingElement; readonly problem: Problem}
  | {
      readonly type: 'wrong-value';
      readonly element: HTMLElement;
      readonly property: string;
      readonly value: unknown;
      /** What the property has in its place. */
      readonly instead: unknown;
      /** The value is neither a secret nor does it say who the customer is. */
      readonly isShown: boolean;
    }
  | {readonly type: 'defined-already'; readonly name: string}
  | {readonly type: 'deprecated'; readonly name: string; readonly instead: string; readonly since: string};

let listener: ((notice: Notice) => void) | undefined;

/** The development build listens, and says it on the console; in production nobody does. */
export const onNotice = (listen: (notice: Notice) => void): void => void (listener = listen);

export const tellDeveloper = (notice: Notice): void => listener?.(notice);

/**
 * What is to go in the next major version is still used.
 *
 * @param name what the page uses
 * @param instead what takes its place
 * @param since the version that deprecated it
 */
export const deprecated = (name: string, instead: string, since: string): void =>
  tellDeveloper({type: 'deprecated', name, instead, since});
