import {sendMouse} from '@web/test-runner-commands';
import {expect} from 'chai';
import type {CodeFormat} from '../../src/domain/contract.js';
import {painted, styledField, type FieldModel} from './support.js';

/** Nobody's page sets all of them; each has been set by somebody's. */
const pageStyles: Readonly<Record<string, string>> = {
  'text-transform': 'uppercase',
  'text-indent': '40px',
  'letter-spacing': '1em',
  'word-spacing': '2em',
  'white-space': 'pre',
  'writing-mode': 'vertical-rl',
  direction: 'rtl',
  'text-align': 'right',
  'line-height': '3',
  'font-variant': 'small-caps',
  'font-style': 'italic',
  'font-weight': '900',
  'font-size': '8px',
  'text-shadow': '0 0 9px red',
  'user-select': 'none',
  '-webkit-user-select': 'none',
  '-webkit-text-fill-color': 'red',
  'border-spacing': '30px',
  cursor: 'wait',
};

/** What is measured before a frame is painted is not yet in the width that there is. */
const paintedField = async (...wanted: Parameters<typeof styledField>): Promise<FieldModel> => {
  const field = await styledField(...wanted);
  await painted();
  return field;
};

const slotsOf = (field: FieldModel) =>
  [...field.host.renderRoot.querySelectorAll<HTMLElement>('.slot')].map((slot) => slot.getBoundingClientRect());
const digits = (length: number): CodeFormat => ({length, alphabet: 'digits'});

describe('the slots of the code field', () => {
  for (const length of [4, 5, 6, 7, 8, 10])
    for (const width of [246, 286, 320, 480])
      it(`${length} stand in one line of ${width} px`, async () => {
        const field = await paintedField(digits(length), width);
        const slots = slotsOf(field);
        const {left, right} = field.host.getBoundingClientRect();
        expect(new Set(slots.map(({top}) => top)).size).to.equal(1);
        expect(slots[0]?.left).to.be.at.least(left - 0.5);
        expect(slots.at(-1)?.right).to.be.at.most(right + 0.5);
        for (const slot of slots) expect(slot.width).to.be.within(length > 8 ? 18 : 24, 42);
        expect(document.documentElement.scrollWidth).to.be.at.most(document.documentElement.clientWidth);
      });

  it('share another width when there is one, or another number of them', async () => {
    const field = await paintedField(digits(6), 480);
    const widths = async (): Promise<number[]> => {
      await painted();
      return [...new Set(slotsOf(field).map(({width}) => Math.round(width)))];
    };
    expect(await widths()).to.deep.equal([42]);
    field.host.style.inlineSize = '246px';
    expect(await widths()).to.deep.equal([36]);
    field.host.style.display = 'none';
    await painted();
    field.host.style.display = 'block';
    expect(await widths()).to.deep.equal([36]);
    Object.assign(field.host, {format: digits(8)});
    field.host.requestUpdate();
    await field.host.updateComplete;
    expect(await widths()).to.deep.equal([27]);
    const place = field.host.parentElement;
    field.host.remove();
    field.host.style.inlineSize = '480px';
    place?.append(field.host);
    expect(await widths()).to.deep.equal([42]);
  });

  for (const length of [6, 8])
    it(`a click anywhere on one of ${length} puts the caret before its digit`, async () => {
      const field = await paintedField(digits(length));
      field.insert('12345678'.slice(0, length));
      await field.host.updateComplete;
      for (const [index, {left, right, top, height}] of slotsOf(field).entries())
        for (const x of [left + 7, (left + right) / 2, right - 7]) {
          await sendMouse({type: 'click', position: [Math.round(x), Math.round(top + height / 2)]});
          expect(field.caret, `slot ${index} at ${Math.round(x - left)} px`).to.deep.equal([index, index]);
          await new Promise((resolve) => void setTimeout(resolve, 0));
        }
    });

  const reds = {light: 'rgb(179, 38, 30)', dark: 'rgb(255, 180, 171)'} as const;
  for (const [scheme, red] of Object.entries(reds))
    it(`are red after a wrong code while the field has the focus (${scheme})`, async () => {
      const field = await paintedField(digits(6));
      field.host.style.colorScheme = scheme;
      field.host.style.setProperty('--kb-otp-motion', '0ms');
      field.focus();
      const plate = field.host.renderRoot.querySelector('.slots') as Element;
      const dashes = [...field.host.renderRoot.querySelectorAll('.slot')].slice(1);
      const borders = () =>
        new Set([
          getComputedStyle(plate).borderTopColor,
          ...dashes.flatMap((slot) => /rgb\(.*?\)/.exec(getComputedStyle(slot).backgroundImage) ?? []),
        ]);
      expect([...borders()]).to.not.include(red);
      field.insert('x');
      await field.host.updateComplete;
      expect(field.host.shadowRoot?.activeElement).to.equal(field.input);
      expect([...borders()]).to.deep.equal([red]);
      field.insert('1');
      await field.host.updateComplete;
      expect([...borders()]).to.not.include(red);
    });
});

describe('what a page sets for its texts', () => {
  const all = Object.entries(pageStyles);
  const picture = async (page: readonly (readonly [string, string])[]) => {
    const around = document.createElement('div');
    for (const [name, value] of page) around.style.setProperty(name, value);
    document.body.append(around);
    const field = await paintedField(digits(6));
    around.append(field.host);
    field.insert('123456');
    await field.host.updateComplete;
    const {input} = field;
    const [first] = slotsOf(field);
    const style = getComputedStyle(input);
    const slot = getComputedStyle(field.host.renderRoot.querySelector('.slot') as Element);
    const seen = {
      places: slotsOf(field).map(({left, top, width, height}) =>
        [left - (first?.left ?? 0), top - (first?.top ?? 0), width, height].map((value) => Math.round(value * 4) / 4),
      ),
      input: [style.letterSpacing, style.textIndent, style.paddingLeft, style.fontSize, style.fontVariantCaps],
      direction: style.direction,
      selectable: style.userSelect || style.webkitUserSelect,
      invisible: [style.color, style.webkitTextFillColor],
      slot: [slot.textTransform, slot.fontSize, slot.fontStyle, slot.textShadow, slot.lineHeight],
      fill: slot.webkitTextFillColor,
    };
    around.remove();
    return seen;
  };

  for (const [name, value] of all)
    it(`${name}: ${value} does not reach the field`, async () => {
      expect(await picture([[name, value]])).to.deep.equal(await picture([]));
    });

  it('visibility and the color scheme do', async () => {
    const around = document.createElement('div');
    around.style.cssText = 'visibility: hidden; color-scheme: dark';
    document.body.append(around);
    const field = await paintedField(digits(6));
    around.append(field.host);
    const slot = getComputedStyle(field.host.renderRoot.querySelector('.slot') as Element);
    expect([slot.visibility, slot.colorScheme]).to.deep.equal(['hidden', 'dark']);
    around.remove();
  });

  it('inertness does', async () => {
    const around = document.createElement('div');
    around.inert = true;
    document.body.append(around);
    const field = await paintedField(digits(6));
    around.append(field.host);
    const {left, top, width, height} = field.input.getBoundingClientRect();
    await sendMouse({type: 'click', position: [Math.round(left + width / 3), Math.round(top + height / 2)]});
    expect(field.host.shadowRoot?.activeElement?.id).to.equal(undefined);
    around.remove();
  });
});
