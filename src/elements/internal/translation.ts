/**
 * A browser that translates the page puts `<font>` elements in the place of text nodes. Lit goes by the nodes that it
 * has made: it would write into what is no longer shown, and stumble over what is no longer there (as in React:
 * facebook/react#11538). So every update finds the element's own nodes in their places, and what it has not changed is
 * given its translation again. Can go when browsers translate without touching the document.
 */
const TRANSLATED: string = 'font';

/** A text of ours while its translation is put aside. */
interface Aside {
  readonly translation: Element;
  readonly text: Text;
  readonly data: string;
  /** Where in the translation the text was, if it was in it. */
  readonly within: readonly [parent: Node, next: Node | null] | null;
}

const originals = new WeakMap<Node, Text>();
let observer: MutationObserver | null = null;

const isTranslation = (node: Node | null): node is Element => node?.nodeName.toLowerCase() === TRANSLATED;

/** A text that went where a translation came is the one that it translates. */
function note(records: readonly MutationRecord[]): void {
  for (const {removedNodes, addedNodes, previousSibling, nextSibling} of records) {
    const [text] = removedNodes;
    if (!(text instanceof Text)) continue;
    const translation = [...addedNodes, previousSibling, nextSibling].find(isTranslation);
    if (translation && !originals.has(translation)) originals.set(translation, text);
  }
}

/** Has it noted from now on which texts under `root` are translated. */
export function watchTranslation(root: Node): void {
  observer ??= new MutationObserver(note);
  observer.observe(root, {childList: true, subtree: true});
}

/** Puts the translations under `root` aside for an update. Returns a function that puts back those that still hold. */
export function withoutTranslation(root: ParentNode): () => void {
  const all = [...root.querySelectorAll(TRANSLATED)].filter((one) => !isTranslation(one.parentElement));
  if (all.length === 0) return () => undefined;
  note(observer?.takeRecords() ?? []);
  const aside = all.map(putAside);
  return () => {
    for (const {translation, text, data, within} of aside) {
      if (text.data !== data || text.getRootNode() !== root) continue;
      text.replaceWith(translation);
      within?.[0].insertBefore(text, within[1]);
    }
    observer?.takeRecords();
  };
}

function putAside(translation: Element): Aside {
  const text = originals.get(translation) ?? firstText(translation) ?? new Text();
  const within = translation.contains(text) && text.parentNode ? ([text.parentNode, text.nextSibling] as const) : null;
  translation.replaceWith(text);
  return {translation, text, data: text.data, within};
}

function firstText(node: Node): Text | undefined {
  for (const child of node.childNodes) {
    const text = child instanceof Text ? child : firstText(child);
    if (text) return text;
  }
  return undefined;
}
