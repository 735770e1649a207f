import {expect} from 'chai';
import {challenge, inSeconds, reached} from '../../stories/fixtures/index.js';
import {mount, onPage} from './support/mount.js';

const heading = {label: {vi: 'Chuyển tiền', en: 'Cash transfer'}, value: {vi: '', en: ''}};
const emphasized = (text: string) => ({
  label: {vi: 'Số tiền', en: 'Amount'},
  value: {vi: text, en: text},
  emphasis: true,
});

/** How many lines the large amount takes in a host of that width. */
async function linesOf(text: string, width: number): Promise<number> {
  const box = onPage(document.createElement('div'));
  box.style.inlineSize = `${width}px`;
  const display = [heading, emphasized(text)];
  const {element} = mount({
    parent: box,
    script: {
      createChallenge: ({request}) => ({
        ...challenge.sms({...request, display}),
        expiresAt: inSeconds(300, Date.now()),
      }),
    },
  });
  const {root} = await reached(element, 'code');
  return root.querySelector('.amount bdi')!.getClientRects().length;
}

describe('the amount that is signed', () => {
  for (const width of [280, 308, 390])
    for (const text of ['67.500.000 ₫', 'VND 67,500,000', '1.250.000.000.000 ₫', 'VND 1,250,000,000,000'])
      it(`is not broken: ${text} in ${width} px`, async () => {
        expect(await linesOf(text, width)).to.equal(1);
      });
});
