/** How long a QR code stands on the page, and how large it is there. */
import {expect} from 'chai';
import type {OtpVerify} from '../../src/elements/otp-verify/otp-verify.js';
import {fill, leave, reached, send} from '../../stories/fixtures/index.js';
import {appears, tap} from '../../stories/fixtures/customer/inside.js';
import {given, pictureText, pictures, refused} from '../../stories/fixtures/states/scan-pictures.js';
import {frames, mount, onPage, settled} from './support/mount.js';
import {failing, field, offered, picture, pictured, read, see, shownBy} from './support/scanned-picture.js';

describe('the QR code of a challenge', () => {
  it('is another one when the endpoint says, and nobody is told of that', async () => {
    const texts = [pictureText('first'), pictureText('second')] as const;
    const {element, svg, own} = await shownBy(pictures(given({text: texts[0], renewIn: 1}), given({text: texts[1]})));
    expect(read(svg)).to.equal(texts[0]);
    await element.updateComplete;
    const said: string[] = [];
    const observer = new MutationObserver(() => said.push('something'));
    for (const region of element.shadowRoot?.querySelectorAll('[role=status]') ?? [])
      observer.observe(region, {subtree: true, childList: true, characterData: true});
    await appears(() => own.length === 2 && read(svg) === texts[1]);
    observer.disconnect();
    expect([said, picture(element) === svg]).to.deep.equal([[], true]);
  });

  it('is taken away with a sentence when no other one can be had, and tried again when the customer wants', async () => {
    const {element, own} = await shownBy(pictures(given({renewIn: 1, expiresIn: 1}), refused('unreachable'), given()));
    await appears(() => failing(element) === 'Chưa hiển thị được mã QR. Vui lòng thử lại.');
    expect([picture(element), own.length]).to.deep.equal([null, 2]);
    expect(field(element)).not.to.equal(null);
    await tap(element, 'retry');
    await pictured(element);
    expect([failing(element), own.length]).to.deep.equal(['', 3]);
  });

  it('is gone while the page is hidden, and another one when it is seen again', async () => {
    const {element, own} = await shownBy();
    see('hidden');
    await element.updateComplete;
    expect(picture(element)).to.equal(null);
    await settled();
    expect(own).to.have.length(1);
    see('visible');
    await pictured(element);
    expect(own).to.have.length(2);
  });

  const ends: Readonly<Record<string, (element: OtpVerify) => unknown>> = {
    'the customer leaves': async (element) => leave(await reached(element, 'code'))?.click(),
    'the element is taken away': (element) => element.remove(),
    'the element is disabled': (element) => (element.disabled = true),
    'something else is asked': (element) => (element.account = '058C000002'),
  };
  for (const [when, end] of Object.entries(ends))
    it(`is asked for no more when ${when}, and what comes late is not shown`, async () => {
      let answer = () => {};
      const late = () => new Promise<void>((resolve) => (answer = resolve)).then(given());
      const {element, own} = await offered(pictures(late));
      await tap(element, 'qrShow');
      await appears(() => own.length === 1);
      await end(element);
      await appears(() => own[0]?.[1].signal.aborted);
      answer();
      await settled();
      await element.updateComplete;
      expect([picture(element), own.length]).to.deep.equal([null, 1]);
    });

  it('is another one where the element is moved', async () => {
    const {element, own} = await shownBy();
    onPage(document.createElement('div')).append(element);
    await appears(() => own.length === 2);
    await pictured(element);
    expect(element.step).to.equal('code');
  });

  for (const width of [280, 320, 390, 464])
    it(`has whole pixels for each module, two at least: ${width} px`, async () => {
      const {element, svg} = await shownBy(pictures(given({text: pictureText('the longest', 594)})));
      element.style.cssText = `display:block;inline-size:${width}px;font:16px/1.5 sans-serif`;
      await frames();
      const box = svg.getBoundingClientRect();
      const pixels = box.width / svg.viewBox.baseVal.width;
      expect([
        pixels >= 2,
        Math.abs(pixels - Math.round(pixels)) < 0.01,
        Math.abs(box.width - box.height) < 0.5,
      ]).to.deep.equal([true, true, true]);
      expect(element.shadowRoot?.querySelector('.card')?.scrollWidth).to.be.at.most(width);
    });
});

describe('an order ticket', () => {
  const compact = {density: 'compact'};
  const narrow = (element: OtpVerify, width: number) => {
    element.style.cssText = `display:block;inline-size:${width}px;font:16px/1.5 sans-serif`;
  };

  /** Of one that is typed into alone. */
  const plainHeight = async (lang: string, width: number): Promise<number> => {
    const {element} = mount({attributes: {...compact, lang}});
    narrow(element, width);
    await reached(element, 'code');
    await frames();
    return element.getBoundingClientRect().height;
  };

  for (const lang of ['vi', 'en'])
    for (const width of [280, 360, 464])
      it(`is as high with the QR code as without it, which has two pixels a module: ${lang}, ${width} px`, async () => {
        const {element} = await offered(pictures(), {attributes: {...compact, lang}});
        narrow(element, width);
        await frames();
        const before = element.getBoundingClientRect().height;
        expect(before).to.be.at.most((await plainHeight(lang, width)) + 1);
        await tap(element, 'qrShow');
        const svg = await pictured(element);
        await frames();
        const {width: drawn} = svg.getBoundingClientRect();
        expect([element.getBoundingClientRect().height, drawn / svg.viewBox.baseVal.width]).to.deep.equal([before, 2]);
      });

  it('shows the QR code in the field’s place, and gives back what was typed', async () => {
    const {element} = await offered(pictures(), {attributes: compact});
    fill(field(element), '4815');
    await tap(element, 'qrShow');
    await pictured(element);
    expect(field(element)).to.equal(null);
    await tap(element, 'qrHide');
    await appears(() => field(element)?.value === '4815');
    await send(element, 'verified', '48151623');
  });
});
