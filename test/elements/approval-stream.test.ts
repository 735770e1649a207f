/** How a page hears of an approval: by one stream, begun anew when cut, and by questions where there can be none. */
import {expect} from 'chai';
import {approvalStream} from '../../src/adapters/endpoint/approval-stream.js';
import {approvals} from '../../src/adapters/endpoint/approvals.js';
import {hearApproval} from '../../src/adapters/endpoint/hear-approval.js';
import {overHttp} from '../../src/adapters/endpoint/http.js';
import type {Approval} from '../../src/domain/contract.js';
import {grant} from '../../stories/fixtures/index.js';
import {settled} from './support/mount.js';
import {json, problemAnswer, silence, wire, type Reply, type Sent} from './support/wire.js';

const CHALLENGE = 'chl_5f2b9c7e1a3d';
const time = () => new Date().toISOString();
const approval = (over: Partial<Approval> = {}): Approval => ({
  state: 'pending',
  expiresAt: time(),
  serverTime: time(),
  ...over,
});
const approved = () => approval({state: 'approved', grant: grant()});
const event = (told: Approval) => `event: approval\nid: ${told.state}\ndata: ${JSON.stringify(told)}\n\n`;

/** Bytes that come as they are cut here, and then the connection's end, or nothing more until it is given up. */
const stream =
  (pieces: readonly string[], {isOpen = false} = {}): ((request: Sent) => Response) =>
  ({init: {signal}}) => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        const bytes = new TextEncoder();
        for (const piece of pieces) controller.enqueue(bytes.encode(piece));
        if (!isOpen) return controller.close();
        signal?.addEventListener('abort', () => controller.error(new DOMException('', 'AbortError')));
      },
    });
    return new Response(body, {headers: {'Content-Type': 'text/event-stream; charset=utf-8'}});
  };

class Page extends EventTarget {
  visibilityState: DocumentVisibilityState = 'visible';
  turn(to: DocumentVisibilityState): void {
    this.visibilityState = to;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

const hearing = (replies: readonly Reply[], token: string | null = 'session-1') => {
  const {requests} = wire(replies);
  const options = {
    base: 'https://otp.example/v1',
    credentials: 'same-origin',
    timeout: 5_000,
    getSessionToken: token === null ? null : () => Promise.resolve(token),
    clock: {now: () => Date.now()},
  } as const;
  const asked = overHttp(approvals, options);
  const [page, life] = [new Page(), new AbortController()];
  const told: Approval['state'][] = [];
  const hear = hearApproval({
    ask: (challenge, signal) => asked.getApproval(challenge, 25, {signal, idempotencyKey: crypto.randomUUID()}),
    stream: approvalStream(options),
    page,
    pause: 1,
  });
  const end = hear(CHALLENGE, {signal: life.signal, onApproval: ({state}) => void told.push(state)});
  return {requests, page, life, told, end};
};

/** Which of the two each request was. */
const kinds = (requests: readonly Sent[]) => requests.map(({url}) => (url.endsWith('/events') ? 'stream' : 'question'));

/** Resolves once that is so. */
const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await settled();
};

describe('a page that hears of an approval', () => {
  it('reads it off the stream, under its session, wherever the bytes are cut', async () => {
    const whole = `retry: 1000\n: hello\n\n${event(approval())}${event(approved())}`;
    const {requests, told, end} = hearing([stream([...whole])]);
    await end;
    expect(told).to.deep.equal(['pending', 'approved']);
    expect(requests).to.have.length(1);
    expect(requests[0]?.headers.get('Authorization')).to.equal('Bearer session-1');
    expect(requests[0]?.url).to.equal(`https://otp.example/v1/challenges/${CHALLENGE}/approval/events`);
  });

  it('goes on by itself however often the stream is cut', async () => {
    const cut = stream(['retry: 1000\n\n', event(approval())]);
    const {requests, told, end} = hearing([cut, cut, cut, cut, stream([event(approved())])]);
    await end;
    expect(kinds(requests)).to.deep.equal(Array(5).fill('stream'));
    expect(told.at(-1)).to.equal('approved');
  });

  for (const [name, refusal] of [
    ['is refused', problemAnswer(404, {code: 'not_found'})],
    ['is another kind of answer', json(approval())],
    ['can’t be reached', new TypeError('no network')],
    ['brings what no contract has', stream(['data: {"state":"done"}\n\n'])],
  ] as const)
    it(`asks instead where the stream ${name}, and waits longer after each fault`, async () => {
      const down = problemAnswer(503, {code: 'maintenance'});
      const {requests, told, end} = hearing([refusal, json(approval()), down, json(approved())]);
      await end;
      expect(kinds(requests)).to.deep.equal(['stream', 'question', 'question', 'question']);
      expect(told).to.deep.equal(['pending', 'approved']);
    });

  it('has no connection while the page is hidden, and asks at once when it is seen again', async () => {
    const {requests, page, told, end} = hearing([
      stream([event(approval())], {isOpen: true}),
      stream([event(approved())]),
    ]);
    await until(() => told.length === 1);
    page.turn('hidden');
    await settled();
    expect(requests[0]?.init.signal?.aborted).to.equal(true);
    await settled();
    expect(requests).to.have.length(1);
    page.turn('visible');
    await end;
    expect(requests).to.have.length(2);
    expect(told.at(-1)).to.equal('approved');
  });

  it('leaves no connection behind, and hears nothing more, once it is given up', async () => {
    const {requests, life, told, end} = hearing([problemAnswer(404, {code: 'not_found'}), silence]);
    await until(() => requests.length === 2);
    life.abort();
    await end;
    expect(requests[1]?.init.signal?.aborted).to.equal(true);
    expect([requests.length, told]).to.deep.equal([2, []]);
  });

  it('tells one outcome, though the stream repeats it', async () => {
    const {told, end} = hearing([stream([event(approved()), event(approval({state: 'denied'})), event(approved())])]);
    await end;
    expect(told).to.deep.equal(['approved']);
  });

  for (const [what, status, code] of [
    ['the challenge is not known', 404, 'challenge_not_found'],
    ['no such question is', 404, 'not_found'],
    ['the session is over', 401, 'session_expired'],
  ] as const)
    it(`asks no more where ${what}, and says so`, async () => {
      const {requests, end} = hearing([problemAnswer(status, {code})]);
      expect((await end)?.code).to.equal(code);
      expect(new Set(kinds(requests))).to.deep.equal(new Set(['stream', 'question']));
    });

  it('has nothing to say where it has heard the end, or is given up', async () => {
    const heard = hearing([stream([event(approved())])]);
    expect(await heard.end).to.equal(null);
    const givenUp = hearing([stream([event(approval())], {isOpen: true})]);
    await until(() => givenUp.told.length === 1);
    givenUp.life.abort();
    expect(await givenUp.end).to.equal(null);
  });
});
