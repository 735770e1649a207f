/** What an element's page says, in Markdown: of the README and `docs/`, so that all say the same. */
const between = (readme: string, name: string): string => {
  const [, text] = new RegExp(`<!-- api:${name} -->\\n([\\s\\S]*?)<!-- /api -->`).exec(readme) ?? [];
  if (text === undefined) throw new Error(`the README has no reference of ${name}`);
  return text;
};

/** The tables of attributes, methods, events, slots and parts. */
export const referenceOf = (readme: string, tag: string): string => between(readme, tag).replace(/^#### /gm, '### ');

/** The custom properties, which are the same for all elements. */
export const tokensOfAll = (readme: string): string => between(readme, 'look').replace(/^#### .*$/gm, '');

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
