/** What Chromium alone does to the colors of a field: it forces the customer's own, and paints what it has filled. */
import {executeServerCommand} from '@web/test-runner-commands';
import {expect} from 'chai';
import {styledField, type FieldModel} from './support.js';

const cdp = <Answer>(method: string, params: object = {}) =>
  executeServerCommand<Answer, object>('cdp', {method, params});

type Media = Readonly<Record<'forced-colors' | 'prefers-color-scheme' | 'prefers-reduced-motion', string>>;

const media = (features: Partial<Media>) =>
  cdp('Emulation.setEmulatedMedia', {features: Object.entries(features).map(([name, value]) => ({name, value}))});

/** What the browser does once it has filled a field itself; no test can choose from its list. */
async function markAutofilled(): Promise<void> {
  await cdp('DOM.enable');
  await cdp('CSS.enable');
  const expression = `document.querySelector('styled-field-host').shadowRoot.querySelector('#code')`;
  const {result} = await cdp<{result: {objectId: string}}>('Runtime.evaluate', {expression});
  await cdp('DOM.getDocument', {depth: 0});
  const {nodeId} = await cdp<{nodeId: number}>('DOM.requestNode', {objectId: result.objectId});
  await cdp('CSS.forcePseudoState', {nodeId, forcedPseudoClasses: ['autofill']});
}

/** Pixels around the slots that the outline of the focus takes. */
const MARGIN = 8;

async function picture({host}: FieldModel): Promise<string> {
  await host.updateComplete;
  const {left, top, width, height} = host.renderRoot.querySelector('.field')!.getBoundingClientRect();
  const clip = {x: left - MARGIN, y: top - MARGIN, width: width + 2 * MARGIN, height: height + 2 * MARGIN, scale: 1};
  const {data} = await cdp<{data: string}>('Page.captureScreenshot', {clip});
  return data;
}

/** The same with nothing of the input: only the slots. */
async function pictureWithoutInput(field: FieldModel): Promise<string> {
  field.input.style.setProperty('opacity', '0', 'important');
  const seen = await picture(field);
  field.input.style.removeProperty('opacity');
  return seen;
}

const contents = {empty: '', half: '123', full: '123456', wrong: '12x'} as const;
const states = {
  'in forced colors': {forced: true, autofilled: false},
  'filled by the browser': {forced: false, autofilled: true},
  'filled by the browser, in forced colors': {forced: true, autofilled: true},
} as const;

/** Colors of a page's own, unlike the system's, are forced too. */
const pageColors = {text: '#123456', surface: '#f0f1f2', accent: '#806000', outline: '#345678', danger: '#b3261e'};

const select = (field: FieldModel, start: number, end = start) => {
  field.select(start, end);
  field.input.dispatchEvent(new Event('selectionchange'));
};
const acts: Readonly<Record<string, (field: FieldModel) => void>> = {
  'a digit': (field) => field.insert('1'),
  'two more': (field) => field.insert('23'),
  'a wrong code': (field) => field.insert('x'),
  'the caret before a digit': (field) => select(field, 1),
  'two digits selected': (field) => select(field, 0, 2),
  'three selected': (field) => select(field, 0, 3),
  'no focus': (field) => field.input.blur(),
};

/** No caret blinks and no color changes slowly: a picture does not depend on when it is taken. */
const look = (scheme: string, forced: boolean) =>
  media({
    'forced-colors': forced ? 'active' : 'none',
    'prefers-color-scheme': scheme,
    'prefers-reduced-motion': 'reduce',
  });

for (const scheme of ['light', 'dark'])
  describe(`the code field on a ${scheme} page`, () => {
    afterEach(async () => {
      await cdp('CSS.disable');
      await media({});
      document.documentElement.style.removeProperty('color-scheme');
    });

    for (const [state, {forced, autofilled}] of Object.entries(states)) {
      const focused = async () => {
        document.documentElement.style.colorScheme = scheme;
        await look(scheme, forced);
        const field = await styledField();
        field.focus();
        if (autofilled) await markAutofilled();
        expect(matchMedia('(forced-colors: active)').matches).to.equal(forced);
        expect(field.input.matches(':autofill')).to.equal(autofilled);
        return field;
      };

      for (const [content, typed] of Object.entries(contents))
        it(`${state}, ${content}: the slots are seen and nothing else`, async () => {
          const field = await focused();
          for (const digit of typed) field.insert(digit);
          expect((await picture(field)) === (await pictureWithoutInput(field))).to.be.true;
        });

      it(`${state}, in colors of the page's own: each thing that the slots tell is seen`, async () => {
        const field = await focused();
        for (const [name, color] of Object.entries(pageColors)) field.host.style.setProperty(`--kb-otp-${name}`, color);
        const seen = [await picture(field)];
        for (const [what, act] of Object.entries(acts)) {
          act(field);
          const next = await picture(field);
          expect(seen.includes(next), what).to.be.false;
          seen.push(next);
        }
      });
    }
  });
