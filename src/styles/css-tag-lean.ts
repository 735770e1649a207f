/**
 * In the files for a page it takes the place of Lit's `css-tag.js`, whose names it has: without the checks of what a
 * style sheet is written with, for all of them are our own, and without sheets that browsers can't adopt.
 */

/** False on a server, which has no page. */
const canAdopt = () => 'adoptedStyleSheets' in (globalThis.ShadowRoot?.prototype ?? {});

export const supportsAdoptingStyleSheets = canAdopt();

/** A style sheet, made once it is needed. */
export class CSSResult {
  readonly cssText: string;
  #sheet: CSSStyleSheet | undefined;

  constructor(cssText: string) {
    this.cssText = cssText;
  }

  get styleSheet(): CSSStyleSheet {
    if (!this.#sheet) {
      this.#sheet = new CSSStyleSheet();
      this.#sheet.replaceSync(this.cssText);
    }
    return this.#sheet;
  }

  toString(): string {
    return this.cssText;
  }
}

export const css = (strings: TemplateStringsArray, ...values: unknown[]): CSSResult =>
  new CSSResult(String.raw({raw: strings}, ...values));

export const unsafeCSS = (text: string): CSSResult => new CSSResult(text);

/** A browser that is told to be too old is told so in a screen that is styled. */
export function adoptStyles(root: ShadowRoot, styles: readonly CSSResult[]): void {
  if (canAdopt()) root.adoptedStyleSheets = styles.map(({styleSheet}) => styleSheet);
  else root.appendChild(document.createElement('style')).textContent = styles.join('');
}

export const getCompatibleStyle = (styles: CSSResult): CSSResult => styles;
