/** Every property of every element against what pages set by mistake: one table, and no property without a row. */
import {expect} from 'chai';
import '../../src/define.js';
import '../../src/define/otp-device-code.js';
import '../../src/define/otp-synchronize.js';
import type {LitElement} from 'lit';
import {order, scriptedEndpoint} from '../../stories/fixtures/index.js';
import {warningsOf} from './support/console.js';
import {onPage} from './support/mount.js';

interface Row {
  /** What may be set, and what it means. */
  readonly right: readonly (readonly [unknown, unknown])[];
  readonly wrong: readonly unknown[];
  /** What a wrong value comes to where that is not the default: a function that resolves to this. */
  readonly resolvesTo?: unknown;
  /** The empty text is a value of its own. */
  readonly empty?: true;
}

const same = (...values: unknown[]) => values.map((value) => [value, value] as const);
const endpoint = scriptedEndpoint();
const token = async () => 'token';
const circular: {self?: object} = {};
circular.self = circular;

const text: Row = {right: same('058C000001', 'a b'), wrong: [58, true, ['058C000001'], {}, () => '']};
const texts: Row = {right: same({verified: 'Xong'}), wrong: ['Xong', 1, true]};
const object: Row = {right: same({id: 'a'}), wrong: ['challenge', 1, true, circular]};
const callback: Row = {right: same(token), wrong: ['a-secret-token', {}, true, 7_031]};
const flag: Row = {
  right: [
    [true, true],
    [false, false],
    ['true', true],
    ['false', false],
    [' FALSE ', false],
    ['', true],
    [1, true],
    [0, false],
  ],
  wrong: [],
  empty: true,
};
const digits: Row = {
  right: [
    [4, 4],
    ['8', 8],
    [12, 12],
  ],
  wrong: [0, 3, 13, 6.5, -6, 'six', NaN, Infinity, {}, true],
};

const common: Readonly<Record<string, Row>> = {
  endpoint: {
    right: [
      ['/otp/v1', '/otp/v1'],
      [endpoint, endpoint],
      [new URL('https://otp.example/v1'), 'https://otp.example/v1'],
    ],
    wrong: [5, true, {}, [], () => endpoint],
  },
  account: text,
  channel: text,
  timeout: {
    right: [
      [5_000, 5_000],
      ['5000', 5_000],
      [1.5, 1],
      [1e15, 2 ** 31 - 1],
    ],
    wrong: ['10s', -1, 0, 0.5, Infinity, NaN, true, {}],
  },
  density: {right: same('compact'), wrong: ['wide', 1, true, {}]},
  credentials: {right: same('include', 'omit', 'same-origin'), wrong: ['yes', 'INCLUDE', true, 1, {}]},
  getSessionToken: callback,
  messages: texts,
};
const device = {...common, deviceName: text};
const channelUrls: Row = {right: same({'m-able': '/m-able'}), wrong: ['/m-able', 1, true, circular]};

const table: Readonly<Record<string, Readonly<Record<string, Row>>>> = {
  'otp-verify': {
    ...common,
    required: flag,
    disabled: flag,
    autoSubmit: flag,
    purpose: {right: same('order', 'cash-transfer', 'login'), wrong: [1, {}]},
    mode: {right: same('collect', 'verify'), wrong: ['both', 1, true, {}]},
    challenge: {right: same({id: 'made-by-the-back-end'}), wrong: ['made', 1, true, circular]},
    channelUrls,
    transaction: {right: same(order), wrong: ['buy', 1, true, {price: 1n}, circular]},
  },
  'otp-enroll': {
    ...device,
    stepUp: {...callback, resolvesTo: false},
    termsUrl: text,
    channelUrls,
  },
  'otp-list': {...device, passwordDigits: digits, hideCodes: flag, request: text},
  'otp-cancel': common,
  'otp-device-code': {
    ...{...device, device: text, passwordDigits: digits, canCancel: flag, tellsRequests: flag, challenge: object},
    ...{fill: callback, isTyping: callback, onAsking: callback, onCancel: callback, onLeave: callback},
  },
  'otp-synchronize': common,
};

type Bag = LitElement & Record<string, unknown>;
const made = (name: string) => document.createElement(name) as Bag;
const declared = (name: string) => (customElements.get(name) as unknown as typeof LitElement).elementProperties;

const shown = (value: unknown) => (typeof value === 'object' ? 'an object' : String(value));

/** Defaults are made for each element: texts are compared. What should be JSON may be none, so it is not shown. */
const expectDefault = (value: unknown, fallback: unknown, when: string) => {
  const isEmpty = typeof value === 'object' && value !== null && Object.keys(value).length === 0;
  const isLike = typeof fallback !== 'object' || value === fallback || isEmpty;
  const isDefault = String(value) === String(fallback) && isLike;
  expect(isDefault, `${when}: ${shown(value)}`).to.equal(true);
};

const named = (value: unknown) =>
  typeof value === 'function' || typeof value === 'object' ? typeof value : String(value);

for (const [name, rows] of Object.entries(table)) {
  describe(`the properties of <${name}>`, () => {
    it('are all in this table', () => {
      expect(Object.keys(rows).sort()).to.deep.equal([...declared(name).keys()].map(String).sort());
    });

    for (const [property, row] of Object.entries(rows)) {
      const attribute = declared(name).get(property)?.attribute;
      const set = row.right[0]?.[0];
      const unset = row.empty ? [null, undefined] : [null, undefined, '', '  '];

      it(`${property}: null and undefined mean the default, without a word`, async () => {
        const fallback = made(name)[property];
        const said = await warningsOf(() => {
          for (const nothing of unset) {
            const element = made(name);
            element[property] = nothing;
            expectDefault(element[property], fallback, 'at first');
            element[property] = set;
            element[property] = nothing;
            expectDefault(element[property], fallback, 'later');
          }
        });
        expect(said).to.deep.equal([]);
      });

      if (attribute !== false)
        it(`${property}: an attribute that is removed means the default, without a word`, async () => {
          const element = made(name);
          const fallback = element[property];
          const attributeName = typeof attribute === 'string' ? attribute : property.toLowerCase();
          const said = await warningsOf(() => {
            for (const [value, meant] of row.right.filter(([value]) => typeof value === 'string')) {
              element.setAttribute(attributeName, String(value));
              expect(element[property], String(value)).to.equal(meant);
              element.removeAttribute(attributeName);
              expectDefault(element[property], fallback, `after ${String(value)}`);
            }
          });
          expect(said).to.deep.equal([]);
        });

      for (const [value, meant] of row.right)
        it(`${property}: ${named(value)} is taken`, async () => {
          const element = made(name);
          const said = await warningsOf(() => void (element[property] = value));
          expect(element[property]).to.equal(meant);
          expect(said).to.deep.equal([]);
        });

      for (const value of row.wrong)
        it(`${property}: ${named(value)} is none, which the console says in one line`, async () => {
          const element = made(name);
          const fallback = element[property];
          element[property] = set;
          const said = await warningsOf(() => {
            element[property] = value;
            element[property] = value;
          });
          if ('resolvesTo' in row) expect(await (element[property] as () => unknown)()).to.equal(row.resolvesTo);
          else expectDefault(element[property], fallback, 'wrong');
          expect(said).to.have.length(1);
          expect(said[0]).to.contain(`<${name}>`).and.contain(`\`${property}\``);
        });
    }
  });
}

describe('the line about a wrong value', () => {
  it('names the value and the default', async () => {
    const element = made('otp-verify');
    expect(await warningsOf(() => void (element['timeout'] = '10s'))).to.deep.equal([
      '<otp-verify> `timeout` can\'t be "10s"; it is 10000 instead',
    ]);
    expect(await warningsOf(() => void (element['credentials'] = 'yes'))).to.deep.equal([
      '<otp-verify> `credentials` can\'t be "yes"; it is "same-origin" instead',
    ]);
  });

  it('shows no secret, and nothing that says who the customer is', async () => {
    const element = made('otp-enroll');
    const said = await warningsOf(() => {
      element['getSessionToken'] = 'a-secret-token';
      element['stepUp'] = 'a-secret-token';
      element['messages'] = 'a-secret-token';
      element['account'] = 58_000_001;
      element['credentials'] = 'customer:a-secret-password';
    });
    expect(said).to.have.length(5);
    expect(said.join('\n')).to.not.match(/secret|58000001/);
  });
});

describe('an attribute that switches something on', () => {
  for (const [property, attribute] of [
    ['autoSubmit', 'auto-submit'],
    ['required', 'required'],
    ['disabled', 'disabled'],
  ] as const) {
    it(`\`${attribute}="false"\` is off, as frameworks write it`, () => {
      const element = made('otp-verify');
      element.setAttribute(attribute, 'false');
      expect(element[property]).to.equal(false);
      element.setAttribute(attribute, '');
      expect(element[property]).to.equal(true);
    });
  }

  it('`disabled="false"` and `required="false"` are off for the form too', async () => {
    const form = onPage(document.createElement('form'));
    const element = made('otp-verify');
    element.setAttribute('disabled', 'false');
    element.setAttribute('required', 'false');
    form.append(element);
    await element.updateComplete;
    expect(element.matches(':disabled')).to.equal(false);
    expect(element['willValidate']).to.equal(true);
    expect(form.checkValidity()).to.equal(true);
    expect(element.hasAttribute('required')).to.equal(false);
  });
});
