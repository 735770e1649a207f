/** What axe finds in screens, in both languages, on light and dark pages. */
import {expect} from 'chai';
import {violations} from './axe.js';
import type {EveryScreen} from './every-screen.js';

/** A theme is nothing but `color-scheme`: what colors do not decide is the same on a dark page. */
const byColor = ['color-contrast', 'link-in-text-block'];

const page = document.documentElement;

export function axeFindsNothing(screens: readonly EveryScreen[]): void {
  afterEach(() => page.style.removeProperty('color-scheme'));

  for (const {name, show} of screens)
    for (const language of ['vi', 'en'] as const)
      it(`axe finds nothing: ${name}, ${language}, light and dark`, async () => {
        page.style.colorScheme = 'light';
        const {element} = await show(language);
        const light = await violations(element);
        page.style.colorScheme = 'dark';
        expect({light, dark: await violations(element, byColor)}).to.deep.equal({light: [], dark: []});
      });
}
