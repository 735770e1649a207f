/** What the elements make the browser do, counted: layouts, animations, formats, channels, calls given up. */
import {expect} from 'chai';
import {executeServerCommand} from '@web/test-runner-commands';
import {enter, PASSWORD} from '../../stories/fixtures/device.js';
import {fill, never, reached, send} from '../../stories/fixtures/index.js';
import {mountList} from './support/mount-device.js';
import {heard, mount, onPage, settled} from './support/mount.js';
import {warningsOf} from './support/console.js';

/** How often methods of the page are called while `run` is under way. */
async function callsOf<Owner extends object>(
  owner: Owner,
  names: readonly (keyof Owner & string)[],
  run: () => Promise<unknown>,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const originals = names.map((name) => [name, owner[name]] as const);
  for (const [name, original] of originals) {
    counts[name] = 0;
    Reflect.set(owner, name, function (this: unknown, ...values: unknown[]) {
      counts[name] = (counts[name] ?? 0) + 1;
      return Reflect.apply(original as () => unknown, this, values) as unknown;
    });
  }
  try {
    await run();
  } finally {
    for (const [name, original] of originals) Reflect.set(owner, name, original);
  }
  return counts;
}

const layouts = async (): Promise<number> => {
  const {metrics} = await executeServerCommand<{metrics: {name: string; value: number}[]}, object>('cdp', {
    method: 'Performance.getMetrics',
  });
  return metrics.find(({name}) => name === 'LayoutCount')?.value ?? NaN;
};

describe('the work of an update', () => {
  it('animates nothing, and asks the page for no animation', async () => {
    const {element} = mount();
    const counted = await callsOf(Element.prototype, ['animate', 'getAnimations'], async () => {
      const screen = await reached(element, 'code');
      for (const text of ['1', '12', '123', '1234']) {
        fill(screen.field(), text);
        await element.updateComplete;
      }
    });
    expect(counted).to.deep.equal({animate: 0, getAnimations: 0});
  });

  it('lays nothing out for each element: fifty that come to their code screens in one task', async () => {
    await executeServerCommand('cdp', {method: 'Performance.enable'});
    const elements = Array.from({length: 50}, () => mount().element);
    await Promise.all(elements.map((element) => reached(element, 'code')));
    const before = await layouts();
    for (const element of elements) element.requestUpdate();
    await Promise.all(elements.map((element) => element.updateComplete));
    expect((await layouts()) - before).to.be.below(5);
  });

  it('builds no format of the browser’s for the first code screen, which says until when the code is valid', async () => {
    const Original = Intl.DateTimeFormat;
    let built = 0;
    Intl.DateTimeFormat = new Proxy(Original, {
      construct(target, values: []) {
        built += 1;
        return new target(...values);
      },
    });
    try {
      const screen = await reached(mount().element, 'code');
      expect(screen.text('#hint .unseen')).to.match(/\d\d:\d\d:\d\d/);
    } finally {
      Intl.DateTimeFormat = Original;
    }
    expect(built).to.equal(0);
  });
});

describe('what is left behind', () => {
  /** The channels that are open, of those opened while `run` is under way. */
  async function channelsOpenAfter(run: () => Promise<unknown>): Promise<number> {
    const Original = globalThis.BroadcastChannel;
    const open = new Set<BroadcastChannel>();
    globalThis.BroadcastChannel = class extends Original {
      constructor(name: string) {
        super(name);
        open.add(this);
      }

      override close(): void {
        super.close();
        open.delete(this);
      }
    };
    try {
      await run();
    } finally {
      globalThis.BroadcastChannel = Original;
    }
    return open.size;
  }

  it('<otp-list> put on the page twice in one task and removed leaves no channel open', async () => {
    const open = await channelsOpenAfter(async () => {
      const {element} = await mountList();
      element.remove();
      onPage(element);
      element.remove();
      onPage(element);
      await enter(element, PASSWORD, 'open');
      element.remove();
      await settled();
    });
    expect(open).to.equal(0);
  });

  it('<otp-list> removed before it has begun to watch leaves none either', async () => {
    const open = await channelsOpenAfter(async () => {
      const {element} = await mountList();
      element.remove();
      await settled();
      await settled();
    });
    expect(open).to.equal(0);
  });
});

describe('calls of a flow', () => {
  it('that have ended are not given up, not even by what comes next', async () => {
    const {element, endpoint} = mount();
    await send(element, 'verified');
    element.remove();
    await settled();
    const {
      getAuthentication: [status],
      createChallenge: [challenge],
      answerChallenge: [answer],
    } = endpoint.calls;
    const aborted = [status?.[1], challenge?.[1], answer?.[2]].map((options) => options?.signal.aborted);
    expect(aborted).to.deep.equal([false, false, false]);
  });

  it('that are under way are given up by leaving', async () => {
    const {element, endpoint} = mount({script: {getAuthentication: never}});
    await reached(element, 'loading');
    element.remove();
    await settled();
    expect(endpoint.calls.getAuthentication[0]?.[1].signal.aborted).to.equal(true);
  });
});

describe('a screen that goes away under the focus', () => {
  it('is rendered once: Lit has nothing to warn of from the code to the verdict', async () => {
    const {element} = mount({autoSubmit: true});
    const warnings = await warningsOf(async () => {
      const screen = await reached(element, 'code');
      screen.field()?.focus();
      const verified = heard(element, 'otp-verified');
      fill(screen.field(), '123456');
      await verified;
      await reached(element, 'verified');
      await settled();
    });
    expect(warnings.filter((line) => line.includes('scheduled an update'))).to.deep.equal([]);
  });
});
