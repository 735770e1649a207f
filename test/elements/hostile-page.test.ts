import {expect} from 'chai';
import {comesTo, fill, never, leave, press, problem, reached, send} from '../../stories/fixtures/index.js';
import {mount, settled} from './support/mount.js';

type Patch = () => () => void;

/** Puts something else in the place of a property for one test. */
const replace =
  (target: object, name: string, make: (original: never) => unknown): Patch =>
  () => {
    const descriptor = Object.getOwnPropertyDescriptor(target, name);
    Object.defineProperty(target, name, {configurable: true, writable: true, value: make(descriptor?.value as never)});
    return () => {
      if (descriptor) Object.defineProperty(target, name, descriptor);
      else Reflect.deleteProperty(target, name);
    };
  };

/** An enumerable addition, as old libraries make them. */
const add =
  (target: object, name: string, value: unknown): Patch =>
  () => {
    Object.defineProperty(target, name, {configurable: true, enumerable: true, writable: true, value});
    return () => void Reflect.deleteProperty(target, name);
  };

const harmless: Readonly<Record<string, Patch>> = {
  'an enumerable Array.prototype.first': add(Array.prototype, 'first', () => undefined),
  'an enumerable Object.prototype.grants': add(Object.prototype, 'grants', []),
  'an enumerable Object.prototype.grant': add(Object.prototype, 'grant', {token: 'x'.repeat(40)}),
  'an enumerable Object.prototype.problem': add(Object.prototype, 'problem', {code: 'offline'}),
  'an enumerable Object.prototype.source': add(Object.prototype, 'source', 'nowhere'),
  'toJSON on arrays (Prototype.js)': add(Array.prototype, 'toJSON', () => '[]'),
  'an own Function.prototype.bind': replace(
    Function.prototype,
    'bind',
    (original: (typeof Function.prototype)['bind']) =>
      function (this: never, ...values: never[]) {
        return Reflect.apply(original, this, values) as unknown;
      },
  ),
  'an own EventTarget.prototype.addEventListener': replace(
    EventTarget.prototype,
    'addEventListener',
    (original: EventTarget['addEventListener']) =>
      function (this: EventTarget, ...values: Parameters<EventTarget['addEventListener']>) {
        return Reflect.apply(original, this, values);
      },
  ),
};

const breaking: Readonly<Record<string, Patch>> = {
  'Date.parse tells nothing': replace(Date, 'parse', () => () => NaN),
  'every text matches nothing': replace(RegExp.prototype, 'test', () => () => false),
  'Array.isArray says no': replace(Array, 'isArray', () => () => false),
};

/** What the page broke is the page's fault. */
const forgive = (event: Event) => event.preventDefault();

describe('a page that has patched the language', () => {
  for (const [name, patch] of Object.entries(harmless)) {
    it(`${name}: the customer verifies all the same`, async () => {
      const restore = patch();
      try {
        const {element, endpoint} = mount();
        await send(element, 'verified');
        expect(element.grant?.token).to.match(/^Zm9y/);
        expect(endpoint.calls.answerChallenge).to.have.length(1);
      } finally {
        restore();
      }
    });
  }

  for (const [name, patch] of Object.entries(breaking)) {
    it(`${name}: nothing counts as proof`, async () => {
      const {element} = mount({
        required: true,
        script: {answerChallenge: [problem('code_invalid'), ({grant}) => grant]},
      });
      await send(element, 'code');
      const restore = patch();
      window.addEventListener('error', forgive);
      try {
        const screen = await reached(element, 'code');
        fill(screen.field(), '123456');
        screen.primary()?.click();
        await settled();
        expect(element.value).to.equal('');
      } finally {
        restore();
        window.removeEventListener('error', forgive);
      }
    });
  }
});

/** Everything that a page script can read without touching the input itself. */
const traces = (root: ShadowRoot): string =>
  [...root.querySelectorAll('*'), root.host]
    .flatMap(({attributes}) => [...attributes].map(({value}) => value))
    .join('\n');

describe('the code stays in its field', () => {
  const code = '831947';

  it('is in no attribute of the element or its tree, typed or in flight', async () => {
    const {element} = mount({script: {answerChallenge: never}});
    const screen = await reached(element, 'code');
    fill(screen.field(), code);
    await element.updateComplete;
    expect(screen.painted()).to.equal(code);
    expect(traces(screen.root)).to.not.contain(code);
    await send(element, 'submitting', code);
    expect(traces(screen.root)).to.not.contain(code);
  });

  it('is in no event, no problem and no warning', async () => {
    const warn = console.warn.bind(console);
    const told: unknown[] = [];
    console.warn = (...values: unknown[]) => told.push(...values);
    try {
      const {element} = mount({script: {answerChallenge: problem('timeout'), getChallenge: problem('unreachable')}});
      const note = (event: Event) => {
        for (const name in event) {
          const value: unknown = event[name as keyof Event];
          if (typeof value !== 'object' || value === null || name === 'problem' || name === 'grant') told.push(value);
        }
        if ('problem' in event) told.push(JSON.stringify(event.problem));
      };
      for (const name of ['otp-step', 'otp-error', 'otp-verified', 'otp-dismissed'])
        element.addEventListener(name, note);
      await send(element, 'outcome-unknown', code);
    } finally {
      console.warn = warn;
    }
    expect(told).to.not.be.empty;
    expect(told.map(String).join('\n')).to.not.contain(code);
  });

  it('is in no address, no storage and no performance entry', async () => {
    const {element} = mount();
    await send(element, 'verified', code);
    const places = [
      location.href,
      JSON.stringify({...localStorage}),
      JSON.stringify({...sessionStorage}),
      document.cookie,
      JSON.stringify(performance.getEntries()),
    ];
    expect(places.join('\n')).to.not.contain(code);
  });

  for (const step of ['failed', 'code', 'outcome-unknown', 'verified'] as const) {
    it(`is gone from the page after it led to ${step}`, async () => {
      const script = {
        failed: {answerChallenge: problem('challenge_locked')},
        code: {answerChallenge: problem('code_invalid', {attemptsLeft: 2})},
        'outcome-unknown': {answerChallenge: problem('timeout'), getChallenge: problem('timeout')},
        verified: {},
      }[step];
      const {element} = mount({script});
      const {root} = await send(element, step, code);
      const values = [...root.querySelectorAll('input')].map(({value}) => value);
      expect([...values, root.textContent].join('\n')).to.not.contain(code);
    });
  }

  it('is gone from the page when the customer leaves, and does not come back', async () => {
    const {element} = mount();
    const screen = await reached(element, 'code');
    fill(screen.field(), code);
    await element.updateComplete;
    await press(element, leave, 'dismissed');
    expect(screen.root.textContent).to.not.contain(code);
    const back = comesTo(element, 'code');
    screen.primary()?.click();
    expect((await back).field()?.value).to.equal('');
    expect(screen.painted()).to.equal('');
  });

  it('is not restored from another method’s field', async () => {
    const {element} = mount();
    const screen = await reached(element, 'code');
    fill(screen.field(), code);
    element.restart();
    await reached(element, 'loading');
    const again = await reached(element, 'code');
    expect(again.field()?.value).to.equal('');
    expect(again.painted()).to.equal('');
  });
});
