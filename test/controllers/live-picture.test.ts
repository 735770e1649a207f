/** A picture that is good for seconds: asked for in time, by nobody who can't see it, and never shown when dead. */
import {expect} from 'chai';
import {LitElement} from 'lit';
import {LivePicture, type Picture} from '../../src/controllers/live-picture.js';
import type {Clock} from '../../src/ports/clock.js';

const START = Date.UTC(2026, 10, 28, 2, 30);
/** The endpoint's clock is that far ahead of this one; milliseconds. */
const AHEAD = 3_600_000;

/** A clock that goes when it is told to. */
class HandClock implements Clock {
  time = START;
  readonly waiting = new Map<() => void, number>();

  now(): number {
    return this.time;
  }

  deviceTime(): number {
    return this.time;
  }

  onLeap(): () => void {
    return () => undefined;
  }

  wakeAt(at: number, callback: () => void): () => void {
    this.waiting.set(callback, at);
    return () => void this.waiting.delete(callback);
  }
}

interface Call {
  readonly challenge: string;
  readonly signal: AbortSignal;
  readonly answer: (picture: Picture<string> | null) => void;
}

/** Draws what it has; `place`: the challenge that there is room for, or null. */
class PictureHost extends LitElement {
  readonly clock = new HandClock();
  readonly calls: Call[] = [];
  readonly live = new LivePicture<string>(
    this,
    this.clock,
    (challenge, signal) => new Promise((answer) => void this.calls.push({challenge, signal, answer})),
  );
  place: string | null = 'chl_1';
  drawn = '';

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  protected override render(): string {
    const shown = this.place === null ? null : this.live.shownFor(this.place, this.clock.now() + AHEAD);
    this.drawn = shown?.is === 'picture' ? shown.drawn : (shown?.is ?? 'no place');
    return this.drawn;
  }
}
customElements.define('picture-host', PictureHost);

/** @param seconds until another one is shown; it is dead five seconds later */
const good = (drawn: string, now: number, seconds = 10): Picture<string> => ({
  drawn,
  renewAt: now + AHEAD + seconds * 1000,
  expiresAt: now + AHEAD + (seconds + 5) * 1000,
});

const hosts = new Set<Element>();

/** Everything that was asked for has been drawn. */
const settled = () => new Promise((resolve) => void setTimeout(resolve));

async function hosted() {
  const host = new PictureHost();
  hosts.add(host);
  document.body.append(host);
  await settled();
  const {clock, calls, live} = host;
  const pass = async (milliseconds: number) => {
    clock.time += milliseconds;
    for (const [callback, at] of [...clock.waiting])
      if (at <= clock.time) {
        clock.waiting.delete(callback);
        callback();
      }
    await settled();
  };
  const answered = async (picture: Picture<string> | null) => {
    calls.at(-1)?.answer(picture);
    await settled();
  };
  const shows = async (challenge = 'chl_1') => {
    live.open(challenge);
    await settled();
  };
  return {host, clock, calls, live, pass, answered, shows};
}

type Hosted = Awaited<ReturnType<typeof hosted>>;

/** What stands there, how often it was asked for, and how many timers run. */
const stands = ({host, calls, clock}: Hosted) => [host.drawn, calls.length, clock.waiting.size];

const see = async (state: DocumentVisibilityState) => {
  Object.defineProperty(document, 'visibilityState', {configurable: true, value: state});
  document.dispatchEvent(new Event('visibilitychange'));
  await settled();
};

afterEach(() => {
  Reflect.deleteProperty(document, 'visibilityState');
  for (const host of hosts) host.remove();
  hosts.clear();
});

describe('a picture that nobody wants to see', () => {
  it('is not asked for', async () => {
    expect(stands(await hosted())).to.deep.equal(['closed', 0, 0]);
  });
});

describe('a picture that is shown', () => {
  it('is asked for once, and stands there until the endpoint says by its time', async () => {
    const page = await hosted();
    await page.shows();
    expect(stands(page)).to.deep.equal(['coming', 1, 0]);
    await page.answered(good('first', page.clock.time));
    expect(stands(page)).to.deep.equal(['first', 1, 1]);
    await page.pass(9_999);
    expect(stands(page)).to.deep.equal(['first', 1, 1]);
  });

  it('stands there while the next one is under way, which is asked for once', async () => {
    const page = await hosted();
    await page.shows();
    await page.answered(good('first', page.clock.time));
    await page.pass(10_000);
    expect(stands(page)).to.deep.equal(['first', 2, 1]);
    page.host.requestUpdate();
    await settled();
    expect(stands(page)).to.deep.equal(['first', 2, 1]);
    await page.answered(good('second', page.clock.time));
    expect(stands(page)).to.deep.equal(['second', 2, 1]);
  });

  it('is taken away when it is dead before the next one has come', async () => {
    const page = await hosted();
    await page.shows();
    await page.answered(good('first', page.clock.time));
    await page.pass(10_000);
    await page.pass(5_000);
    expect(stands(page)).to.deep.equal(['coming', 2, 0]);
    await page.answered(good('second', page.clock.time));
    expect(stands(page)).to.deep.equal(['second', 2, 1]);
  });

  it('is asked for again while it is good, where the next one could not be had', async () => {
    const page = await hosted();
    await page.shows();
    await page.answered(good('first', page.clock.time));
    await page.pass(10_000);
    await page.answered(null);
    expect(stands(page)).to.deep.equal(['first', 2, 1]);
    await page.pass(1_000);
    expect(page.calls).to.have.length(3);
    await page.answered(good('second', page.clock.time));
    expect(stands(page)).to.deep.equal(['second', 3, 1]);
  });

  it('has failed once it is dead and the next one could not be had: nobody asks before the customer does', async () => {
    const page = await hosted();
    await page.shows();
    await page.answered(good('first', page.clock.time));
    await page.pass(10_000);
    await page.pass(5_000);
    await page.answered(null);
    expect(stands(page)).to.deep.equal(['failed', 2, 0]);
    await page.pass(60_000);
    expect(stands(page)).to.deep.equal(['failed', 2, 0]);
    await page.shows();
    await page.answered(good('third', page.clock.time));
    expect(stands(page)).to.deep.equal(['third', 3, 1]);
  });

  it('is not asked for in a row where the endpoint’s times have passed', async () => {
    const page = await hosted();
    await page.shows();
    await page.answered(good('dead', page.clock.time, -20));
    expect(stands(page)).to.deep.equal(['coming', 1, 1]);
    await page.pass(999);
    expect(page.calls).to.have.length(1);
    await page.pass(1);
    expect(page.calls).to.have.length(2);
  });
});

describe('a picture that is not seen', () => {
  const shown = async () => {
    const page = await hosted();
    await page.shows();
    await page.answered(good('first', page.clock.time));
    return page;
  };

  it('is gone while the page is hidden, and another one is asked for at once when it is seen again', async () => {
    const page = await shown();
    await see('hidden');
    expect(stands(page)).to.deep.equal(['coming', 1, 0]);
    await page.pass(60_000);
    expect(page.calls).to.have.length(1);
    await see('visible');
    expect(stands(page)).to.deep.equal(['coming', 2, 0]);
    await page.answered(good('second', page.clock.time));
    expect(stands(page)).to.deep.equal(['second', 2, 1]);
  });

  it('is given up when the page is hidden while it is under way, and its answer counts for nothing', async () => {
    const page = await hosted();
    await page.shows();
    await see('hidden');
    expect(page.calls[0]?.signal.aborted).to.equal(true);
    await page.answered(good('late', page.clock.time));
    expect(stands(page)).to.deep.equal(['coming', 1, 0]);
  });

  it('ends with the element', async () => {
    const page = await shown();
    await page.pass(10_000);
    page.host.remove();
    await settled();
    expect(page.calls[1]?.signal.aborted).to.equal(true);
    expect(page.clock.waiting.size).to.equal(0);
    await see('hidden');
    await see('visible');
    expect(page.calls).to.have.length(2);
  });

  it('is another one where the element has been moved', async () => {
    const page = await shown();
    const elsewhere = document.createElement('div');
    hosts.add(elsewhere);
    document.body.append(elsewhere);
    elsewhere.append(page.host);
    await settled();
    expect(stands(page)).to.deep.equal(['coming', 2, 0]);
  });

  it('ends where the screen has no place for it any more', async () => {
    const page = await shown();
    await page.pass(10_000);
    page.host.place = null;
    page.host.requestUpdate();
    await settled();
    expect(page.calls[1]?.signal.aborted).to.equal(true);
    expect(stands(page)).to.deep.equal(['no place', 2, 0]);
    page.host.place = 'chl_1';
    page.host.requestUpdate();
    await settled();
    expect(stands(page)).to.deep.equal(['closed', 2, 0]);
  });

  it('is gone with the first screen of another challenge, and stays closed', async () => {
    const page = await shown();
    page.host.place = 'chl_2';
    page.host.requestUpdate();
    await settled();
    expect(stands(page)).to.deep.equal(['closed', 1, 0]);
    page.host.place = 'chl_1';
    page.host.requestUpdate();
    await settled();
    expect(stands(page)).to.deep.equal(['closed', 1, 0]);
  });

  it('is none of another challenge’s: what comes late of the older one counts for nothing', async () => {
    const page = await hosted();
    await page.shows();
    page.host.place = 'chl_2';
    await page.shows('chl_2');
    page.calls[0]?.answer(good('older', page.clock.time));
    await settled();
    expect(stands(page)).to.deep.equal(['coming', 2, 0]);
    await page.answered(good('newer', page.clock.time));
    expect([page.host.drawn, page.calls.map(({challenge}) => challenge)]).to.deep.equal(['newer', ['chl_1', 'chl_2']]);
  });

  it('is closed at once where the customer wants that', async () => {
    const page = await shown();
    page.live.close();
    await settled();
    expect(stands(page)).to.deep.equal(['closed', 1, 0]);
  });
});
