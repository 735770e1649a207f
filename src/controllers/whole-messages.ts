import type {FindCode} from '../domain/code.js';

let find: FindCode | undefined;

/** Brings what finds the code in a whole message, after the first field: nobody has a message to paste before. */
export async function bringFindCode(): Promise<void> {
  // The next code is asked for with another try.
  find ??= await import('../domain/message.js').then(
    (part) => part.findCode,
    () => undefined,
  );
}

/** Finds none before it has come: what was pasted is refused then, as what is no code. */
export const findCode: FindCode = (text, format) => find?.(text, format) ?? null;
