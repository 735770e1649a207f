/**
 * Takes the place of `msg.ts` in the files for a page without a bundler, where `scripts/inline-translations.mjs` puts
 * each English text beside the Vietnamese one. Two texts in, one out.
 */
let isEnglish = false;

export const englishTemplates = {};

export const msg = (vietnamese: string, english: string): string => (isEnglish ? english : vietnamese);

/** Reads messages in English, or, with null, in Vietnamese. */
export function readWith(translations: object | null, read: () => string): string {
  isEnglish = translations !== null;
  try {
    return read();
  } finally {
    isEnglish = false;
  }
}
