/** What browsers do to a page that they translate: every text is wrapped in, or gives way to, two `<font>` elements. */
export type Translator = (text: Text) => void;

const wrapper = (...inside: (Node | string)[]): HTMLElement => {
  const [outer, inner] = [document.createElement('font'), document.createElement('font')];
  inner.append(...inside);
  outer.append(inner);
  return outer;
};

const translated = (text: string) => text.replace(/\S+/g, (word) => `«${word}»`);

export const translators: Readonly<Record<string, Translator>> = {
  'moves texts into its own elements': (text) => {
    const place = wrapper();
    text.before(place);
    text.data = translated(text.data);
    place.firstChild?.appendChild(text);
  },
  'puts texts of its own in their place': (text) => text.replaceWith(wrapper(translated(text.data))),
  'puts texts of its own beside them first': (text) => {
    text.before(wrapper(translated(text.data)));
    text.remove();
  },
};

/** Every shadow root below, that of the element first. */
export function rootsOf(element: Element): ShadowRoot[] {
  const root = element.shadowRoot;
  return root ? [root, ...[...root.querySelectorAll('*')].flatMap(rootsOf)] : [];
}

const textsIn = (node: Node): Text[] =>
  [...node.childNodes].flatMap((child) => {
    if (child instanceof Text) return [child];
    const isOut =
      child instanceof Element && (child.matches('style, font') || child.getAttribute('translate') === 'no');
    return isOut ? [] : textsIn(child);
  });

/** Translates all that is on the screen now. @param all white space too, as careless ones do */
export function translate(element: Element, by: Translator, all = false): void {
  for (const root of rootsOf(element))
    textsIn(root)
      .filter(({data}) => all || data.trim() !== '')
      .forEach(by);
}

/** What is on the screen, of elements inside too; times pass, so a digit is a digit. */
export const wordsOn = (element: Element): string =>
  rootsOf(element)
    .flatMap((root) => [...root.childNodes].filter(({nodeName}) => nodeName !== 'STYLE'))
    .map(({textContent}) => textContent ?? '')
    .join(' ')
    .replace(/\d+/g, '0')
    .replace(/\s+/g, ' ')
    .trim();

/** A text that is the same in both languages keeps its translation, rightly. */
export const withoutMarks = (words: string): string => words.replace(/[«»]/g, '').replace(/\d+/g, '0');
