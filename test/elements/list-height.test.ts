/**
 * A list is as high from the press that unlocks it as it is once it is open: the browser forgives what a press moves,
 * and not what an answer does.
 */
import {expect} from 'chai';
import type {KeptAccount} from '../../src/testing/endpoint/kept-list.js';
import {accounts, fill, reached} from '../../stories/fixtures/index.js';
import {PASSWORD} from '../../src/testing/endpoint/kept-list.js';
import {frames} from './support/mount.js';
import {mountList} from './support/mount-device.js';

const kept: readonly KeptAccount[] = [
  [accounts.base, 'active'],
  [accounts.second, 'active'],
];

describe('the list, from the press that unlocks it', () => {
  for (const lang of ['vi', 'en'])
    for (const density of ['', 'compact'])
      for (const width of [280, 390])
        for (const count of [1, 2])
          it(`moves nothing of the page: ${count} accounts, ${lang}, ${width} px, ${density || 'roomy'}`, async () => {
            const {element} = await mountList({list: {accounts: kept.slice(0, count)}, lang});
            element.style.cssText = `display: block; inline-size: ${width}px; font: 16px/1.5 sans-serif`;
            if (density) element.setAttribute('density', density);
            const screen = await reached(element, 'locked');
            await frames();
            const before = element.offsetHeight;
            let pressed = 0;
            element.addEventListener('otp-step', ({step}) => {
              if (step === 'unlocking') void element.updateComplete.then(() => (pressed = element.offsetHeight));
            });
            fill(screen.field(), PASSWORD);
            await reached(element, 'open');
            await frames();
            expect(element.offsetHeight).to.equal(pressed);
            expect(pressed).to.be.at.least(before);
          });
});
