import {expect} from 'chai';
import {status} from '../../stories/fixtures/index.js';
import {authentication} from '../../src/adapters/endpoint/authentication.js';
import type {CallOptions} from '../../src/ports/endpoint.js';
import {connect} from '../../src/wiring/endpoint.js';
import {leftBehind} from './support/fake-timers.js';
import {json, problemAnswer, wire, type Reply} from './support/wire.js';

const query = {account: '058C123456', channel: 'kb-trade', purpose: 'order'} as const;
const options = (signal: AbortSignal): CallOptions => ({signal, idempotencyKey: crypto.randomUUID()});

describe('a call that is over', () => {
  const ends: readonly (readonly [string, Reply])[] = [
    ['is answered', json(status())],
    ['is refused', problemAnswer(422, {code: 'code_invalid'})],
    ['fails', new TypeError('Failed to fetch')],
    ['answers more than it may', json({...status(), padding: 'x'.repeat(64 * 1024)})],
  ];
  for (const [what, reply] of ends)
    it(`and ${what} leaves no timer behind, and no listener on what its caller may give up`, async () => {
      const caller = new AbortController();
      const left = await leftBehind(caller.signal, () =>
        wire([reply]).endpoint.getAuthentication(query, options(caller.signal)),
      );
      expect(left).to.deep.equal({timers: 0, listeners: 0});
    });

  it('of a host’s own endpoint object is given up in time too, and leaves nothing behind', async () => {
    const reasons: unknown[] = [];
    const getAuthentication = (_: object, {signal}: CallOptions) =>
      new Promise<never>((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reasons.push((signal.reason as Error).name);
          reject(signal.reason as Error);
        });
      });
    const connection = {
      credentials: 'omit',
      timeout: 20,
      getSessionToken: null,
      clock: {now: () => Date.now()},
    } as const;
    const endpoint = connect(authentication, {getAuthentication}, connection);
    const caller = new AbortController();
    const left = await leftBehind(caller.signal, async () => {
      expect(await endpoint.getAuthentication(query, options(caller.signal))).to.deep.equal({
        ok: false,
        problem: {code: 'timeout'},
      });
    });
    expect({...left, reasons}).to.deep.equal({timers: 0, listeners: 0, reasons: ['TimeoutError']});
  });
});
