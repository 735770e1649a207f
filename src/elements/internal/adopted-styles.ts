import {adoptStyles, type CSSResult, type ReactiveElement} from 'lit';

/** The sheets of documents other than the one that this script belongs to. */
const sheetsElsewhere = new WeakMap<Document, Map<CSSResult, CSSStyleSheet>>();

/**
 * Styles an element's root in the document where the element is now. A constructed sheet belongs to one document: in
 * another it is refused, and it is dropped from a root that goes there.
 */
export function adoptStylesOf(element: ReactiveElement, root: ShadowRoot): void {
  const {elementStyles} = element.constructor as typeof ReactiveElement;
  const {ownerDocument} = element;
  if (ownerDocument === document) return adoptStyles(root, elementStyles);
  const view = ownerDocument.defaultView;
  // Nothing is painted in a document without a window.
  if (!view) return;
  const sheets = sheetsElsewhere.get(ownerDocument) ?? new Map<CSSResult, CSSStyleSheet>();
  sheetsElsewhere.set(ownerDocument, sheets);
  root.adoptedStyleSheets = (elementStyles as CSSResult[]).map((styles) => {
    const sheet = sheets.get(styles) ?? new view.CSSStyleSheet();
    if (!sheets.has(styles)) sheet.replaceSync(styles.cssText);
    sheets.set(styles, sheet);
    return sheet;
  });
}
