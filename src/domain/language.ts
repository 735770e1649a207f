export type Language = 'vi' | 'en';

/** The nearest supported language to a BCP 47 tag; Vietnamese where it is neither. */
export const toLanguage = (tag: string): Language => (/^en\b/i.test(tag) ? 'en' : 'vi');
