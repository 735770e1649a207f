const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * A text as it is typed here, in whichever way a page writes it: in names of products, elements show a hyphen that does
 * not break (U+2011), as do spaces within a word.
 * @param exact the whole text, and not a part of it in whatever case
 */
export const eitherHyphen = (text: string | RegExp, exact = false): RegExp => {
  // Hyphens of an expression may be those of a class: of its spaces alone is known what they are.
  if (typeof text !== 'string') return new RegExp(text.source.replaceAll(' ', '\\s'), text.flags);
  const source = escaped(text).replaceAll('-', '[-\\u2011]').replaceAll(' ', '\\s');
  return exact ? new RegExp(`^${source}$`) : new RegExp(source, 'i');
};
