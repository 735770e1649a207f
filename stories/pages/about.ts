/** What an element's page says, in Markdown: of `docs/`, so that all say the same. */
const between = (page: string, name: string): string => {
  const [, text] = new RegExp(`<!-- api:${name} -->\\n([\\s\\S]*?)<!-- /api:${name} -->`).exec(page) ?? [];
  if (text === undefined) throw new Error(`docs/ has no reference of ${name}`);
  return text;
};

/** The tables of attributes, methods, events, slots and parts. */
export const referenceOf = (reference: string, tag: string): string =>
  between(reference, tag).replace(/^## /gm, '### ');

/** The custom properties, which are the same for all elements. */
export const tokensOfAll = (theme: string): string => between(theme, 'look');

/** A fence of `docs/frameworks.md` names its file, which is for the compiler alone. */
const shown = (text: string) => text.replace(/^(`{3}\w+) .*$/gm, '$1').replace(/^#/gm, '##');

/** What `docs/frameworks.md` says of these frameworks. */
export const frameworksOf = (frameworks: string, ...names: readonly string[]): string => {
  const sections = shown(frameworks).split(/^(?=### )/m);
  return names
    .map((name) => {
      const found = sections.find((section) => section.startsWith(`### ${name}`));
      if (found === undefined) throw new Error(`docs/frameworks.md has no ${name}`);
      return found;
    })
    .join('');
};
