/**
 * Every way in which a code comes into the field, as one table, for every engine: what is typed, pasted, dropped,
 * dictated, composed or filled in, over what was there, and what comes of it.
 */
import {sendKeys} from '@web/test-runner-commands';
import {expect} from 'chai';
import {codeFieldModel, paste, redo, undo, withControl, type FieldModel} from './support.js';

type Way = (field: FieldModel, ...texts: readonly string[]) => unknown;

const input = (inputType?: string, data: string | null = null) =>
  inputType === undefined
    ? new Event('input', {bubbles: true})
    : new InputEvent('input', {bubbles: true, inputType, data});
const changed = () => new Event('change', {bubbles: true});

/** What a browser does for somebody: it asks first, and then does it unless it was done by whom it asked. */
function byBrowser(field: FieldModel, inputType: string, text: string): void {
  field.focus();
  const asked = new InputEvent('beforeinput', {bubbles: true, cancelable: true, inputType, data: text});
  if (!field.input.dispatchEvent(asked)) return;
  const [start, end] = field.caret;
  field.input.setRangeText(text, start ?? 0, end ?? 0, 'end');
  field.input.dispatchEvent(input(inputType, text));
}

/** A key that an input method takes for itself, as Android's keyboards send every key. */
const keptByMethod = (field: FieldModel) =>
  field.input.dispatchEvent(new KeyboardEvent('keydown', {key: 'Unidentified', keyCode: 229, bubbles: true}));

const ways = {
  'typed by keys': async (field, text) => {
    field.focus();
    await sendKeys({type: text ?? ''});
  },
  pasted: (field, text) => paste(field, text ?? ''),
  'pasted by the menu': (field, text) => byBrowser(field, 'insertFromPaste', text ?? ''),
  dropped: (field, text) => byBrowser(field, 'insertFromDrop', text ?? ''),
  'dropped, where the browser asks nobody and selects it': (field, text) => {
    field.input.setRangeText(text ?? '', 1, 1, 'select');
    field.input.dispatchEvent(input('insertFromDrop', text));
  },
  dictated: (field, text) => byBrowser(field, 'insertText', text ?? ''),
  'dictated word by word': (field, ...words) => {
    for (const word of words) byBrowser(field, 'insertText', word);
  },
  'filled in by the browser': (field, text) => field.autofill(text ?? ''),
  'set by a password manager, which tells of input': (field, text) => {
    field.input.value = text ?? '';
    field.input.dispatchEvent(input());
  },
  'set by a password manager, which plays keys and tells of everything': (field, text) => {
    for (const type of ['keydown', 'keypress', 'keyup'])
      field.input.dispatchEvent(new KeyboardEvent(type, {bubbles: true}));
    field.input.value = text ?? '';
    for (const event of [input(), changed()]) field.input.dispatchEvent(event);
    field.input.blur();
  },
  'set by a password manager, which tells of a change alone': (field, text) => {
    field.input.value = text ?? '';
    field.input.dispatchEvent(changed());
  },
  'typed by a password manager, digit by digit': (field, text) => {
    for (const digit of text ?? '') byBrowser(field, 'insertText', digit);
  },
  'composed, one composition for all of it (Android)': (field, ...shown) => {
    keptByMethod(field);
    field.compose(...shown);
    field.commit();
  },
  'composed, one composition a digit (VNI)': (field, ...digits) => {
    for (const digit of digits) {
      keptByMethod(field);
      field.compose(digit);
      field.commit();
    }
  },
} satisfies Record<string, Way>;

interface Row {
  /** What the field held. */
  readonly over?: string;
  readonly way: keyof typeof ways;
  readonly texts: readonly string[];
  readonly name?: string;
  /** What it holds then. */
  readonly holds: string;
  /** The codes that went out by themselves; by itself the one that it holds, once. */
  readonly sends?: readonly string[];
  readonly isRefused?: boolean;
}

const code = '123456';
const message =
  'KBSV: 123456 la ma xac thuc giao dich cua Quy khach.\nHieu luc 5 phut. Khong cung cap ma cho bat ky ai.';

const written: Readonly<Record<string, string>> = {
  'as it is': code,
  'in two groups': '123 456',
  'in three groups': '12 34 56',
  'with a dash': '123-456',
  'with a long dash': '123–456',
  'with a dot': '123.456',
  'with a no-break space': '123\u00A0456',
  'with zero-width spaces': '1\u200B2\u200B3456',
  'with a byte order mark': '\uFEFF123456',
  'with a line break at its end': '123456\n',
  'in full-width digits': '１２３４５６',
  'in full-width digits and an ideographic space': '１２３\u3000４５６',
  'with marks of a page that runs from right to left': '\u200F\u2066123456\u2069\u200F',
  'in quotes': '“123456”',
};
const messages: Readonly<Record<string, string>> = {
  'in a message': message,
  'in a message that is bound to a page (WebOTP)': `${message}\n\n@trade.example #123456`,
  'in the last line of such a message': '@trade.example #123456',
  'in a message with a sum and a time': 'Ma OTP: 123456. Chuyen 2.500.000 VND luc 10:45 ngay 26/11/2026.',
};

/** What brings a text as it stands. */
const whole = [
  'pasted',
  'pasted by the menu',
  'dropped',
  'dictated',
  'filled in by the browser',
  'set by a password manager, which tells of input',
  'set by a password manager, which plays keys and tells of everything',
  'set by a password manager, which tells of a change alone',
] as const;

/** A line break goes nowhere in a field of one line, whoever sets its value. */
const everyWriting = whole.flatMap((way) =>
  Object.entries(written).map(([name, text]): Row => ({way, name, texts: [text], holds: code})),
);

const everyMessage = (['pasted', 'pasted by the menu', 'dropped'] as const).flatMap((way) =>
  Object.entries(messages).map(([name, text]): Row => ({way, name, texts: [text], holds: code, over: '98'})),
);

/** Whatever it is that can't be a code: nothing is guessed and nothing is lost. */
const refusals = ['12a456', 'mã 123', '+12345', '1²3456', '١٢٣٤٥٦', '\u202E123456', 'Ma 654321 hoac 123456', '👍'];
const everyRefusal = (['pasted', 'pasted by the menu', 'dropped', 'dictated'] as const).flatMap((way) =>
  refusals.map((text): Row => ({over: '98', way, texts: [text], holds: '98', sends: [], isRefused: true})),
);

const rows: readonly Row[] = [
  {way: 'typed by keys', texts: [code], holds: code},
  {way: 'typed by keys', texts: ['12x34 5.6'], holds: code},
  {over: '98', way: 'typed by keys', texts: ['7'], holds: '987', sends: []},
  ...everyWriting,
  ...everyMessage,
  ...everyRefusal,
  {over: '98', way: 'pasted', texts: [code], holds: code},
  {over: '98', way: 'filled in by the browser', texts: [code], holds: code},
  {over: '98', way: 'set by a password manager, which tells of a change alone', texts: [code], holds: code},
  {over: '98', way: 'dropped, where the browser asks nobody and selects it', texts: [code], holds: code},
  {way: 'pasted', name: 'too long', texts: ['12345678'], holds: code, sends: []},
  {way: 'dropped', name: 'too long', texts: ['12345678'], holds: code, sends: []},
  {way: 'filled in by the browser', name: 'too long', texts: ['12345678'], holds: code, sends: []},
  {way: 'dictated', name: 'digits that are said one by one', texts: ['1 2 3 4 5 6'], holds: code},
  {way: 'dictated', name: 'as a sentence', texts: ['123456.'], holds: code},
  {way: 'dictated word by word', texts: ['12', ' 34', ' 56'], holds: code},
  {way: 'typed by a password manager, digit by digit', texts: [code], holds: code},
  {
    way: 'composed, one composition for all of it (Android)',
    texts: ['1', '12', '123', '1234', '12345', code],
    holds: code,
  },
  {way: 'composed, one composition a digit (VNI)', texts: [...code], holds: code},
  {
    over: '98',
    way: 'composed, one composition for all of it (Android)',
    texts: ['a', 'â'],
    name: 'a letter (Telex)',
    holds: '98',
    sends: [],
    isRefused: true,
  },
  {
    over: '98',
    way: 'composed, one composition for all of it (Android)',
    texts: ['7', '76'],
    name: 'a part',
    holds: '9876',
    sends: [],
  },
];

const titleOf = ({over, way, name, texts}: Row) =>
  `${way}${name ? `, ${name}` : ''}${over ? `, over “${over}”` : ''}: ${JSON.stringify(texts.join(' | '))}`;

describe('however a code comes', () => {
  for (const row of rows) {
    const {over = '', way, texts, holds, sends = [holds], isRefused = false} = row;
    it(titleOf(row), async () => {
      const field = await codeFieldModel();
      if (over) field.insert(over);
      const come: Way = ways[way];
      await come(field, ...texts);
      const {value, refused, completed} = field;
      const painted = await field.painted();
      expect({value, painted, refused, completed}).to.deep.equal({
        value: holds,
        painted: holds,
        refused: isRefused,
        completed: sends,
      });
    });
  }
});

describe('what came at once is taken back whole, and given back', () => {
  for (const [name, text] of [
    ['a code', '654321'],
    ['a code in groups', '654 321'],
    ['a message', 'KBSV: 654321 la ma xac thuc.'],
  ] as const)
    it(`${name}: undo and redo of a paste`, async () => {
      const field = await codeFieldModel();
      field.focus();
      await sendKeys({type: '12'});
      await paste(field, text);
      expect(field.value).to.equal('654321');
      await undo();
      expect(field.value).to.equal('12');
      expect(await field.painted()).to.equal('12');
      await redo();
      expect(field.value).to.equal('654321');
      expect(await field.painted()).to.equal('654321');
    });

  it('cut, and pasted again', async () => {
    const field = await codeFieldModel();
    field.focus();
    await sendKeys({type: '123'});
    field.select(0, 3);
    await withControl('x');
    expect(field.value).to.equal('');
    await withControl('v');
    expect(field.value).to.equal('123');
  });
});

describe('a page that the browser translates', () => {
  it('is told to leave the digits alone, in the slots and in the input', async () => {
    const field = await codeFieldModel();
    field.insert(code);
    await field.host.updateComplete;
    const kept = [field.input, field.host.renderRoot.querySelector('.slots')].map((node) =>
      node?.getAttribute('translate'),
    );
    expect(kept).to.deep.equal(['no', 'no']);
  });
});
