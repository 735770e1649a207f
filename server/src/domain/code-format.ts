/** What a code must look like before it is worth counting as an attempt. */

import type { CodeFormat } from '../../generated/contract.js';

const alphabets: Readonly<Record<CodeFormat['alphabet'], { readonly pattern: RegExp; readonly exact: boolean }>> = {
  digits: { pattern: /^[0-9]+$/, exact: true },
  alphanumeric: { pattern: /^[A-Za-z0-9]+$/, exact: true },
  any: { pattern: /^[^\p{Cc}\p{Cs}]+$/u, exact: false },
};

export function isWellFormed(code: string, format: CodeFormat): boolean {
  const { pattern, exact } = alphabets[format.alphabet];
  const fits = exact ? code.length === format.length : code.length <= format.length;
  return fits && pattern.test(code);
}
