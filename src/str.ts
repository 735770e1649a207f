import type {StrResult, str as Str} from '@lit/localize';

/**
 * A text with values in it, taken apart: strings and values, which a translation joins in its own order. lit-localize's
 * own comes with its whole runtime; its type is what `lit-localize extract` looks for.
 */
export const str: typeof Str = (strings, ...values) => ({strTag: true, strings, values});

/** @param order which value comes after which string; as written if there is none */
export const join = ({strings, values}: Pick<StrResult, 'strings' | 'values'>, order?: readonly number[]): string =>
  strings.reduce((text, string, index) => `${text}${String(values[order?.[index - 1] ?? index - 1])}${string}`);
