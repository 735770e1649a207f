/** What the files for a page have in the place of Lit's `css-tag.js`. */
import * as lits from '@lit/reactive-element/css-tag.js';
import {expect} from 'chai';
import * as lean from '../../src/styles/css-tag-lean.js';

const roots = () => {
  const host = document.createElement('div');
  document.body.append(host);
  const root = host.attachShadow({mode: 'open'});
  root.append(document.createElement('p'));
  const color = () => getComputedStyle(root.querySelector('p') ?? host).color;
  return {root, color};
};

describe('style sheets without checks', () => {
  it('have every name that Lit’s have', () => {
    expect(Object.keys(lean)).to.include.members(Object.keys(lits));
  });

  for (const [whose, {css, unsafeCSS, adoptStyles, getCompatibleStyle}] of [
    ['Lit’s', lits],
    ['these', lean],
  ] as const)
    it(`hold sheets, numbers and escapes as they are written: ${whose}`, () => {
      const inner = css`
        --blue: rgb(0, 0, ${255});
      `;
      const sheet = css`
        p::after {
          content: '\\201C';
        }
        p {
          ${inner as never}
          color: var(--blue);
        }
      `;
      expect(sheet.cssText).to.contain("'\\201C'").and.contain('--blue: rgb(0, 0, 255);');
      const {root, color} = roots();
      adoptStyles(root, [getCompatibleStyle(sheet as never) as never, unsafeCSS('p { opacity: 1 }') as never]);
      expect(color()).to.equal('rgb(0, 0, 255)');
      expect(root.adoptedStyleSheets[0]).to.equal(sheet.styleSheet);
    });

  it('style a browser that can’t adopt them, which is told that it is too old', () => {
    const adopted = Object.getOwnPropertyDescriptor(ShadowRoot.prototype, 'adoptedStyleSheets');
    Reflect.deleteProperty(ShadowRoot.prototype, 'adoptedStyleSheets');
    try {
      const {root, color} = roots();
      lean.adoptStyles(root, [lean.unsafeCSS('p { opacity: 1 }'), lean.unsafeCSS('p { color: rgb(255, 0, 0) }')]);
      expect(color()).to.equal('rgb(255, 0, 0)');
      expect(root.querySelectorAll('style')).to.have.length(1);
    } finally {
      if (adopted) Object.defineProperty(ShadowRoot.prototype, 'adoptedStyleSheets', adopted);
    }
  });
});
