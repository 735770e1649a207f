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

/** Bytes that come as they are cut here, and then the end, nothing more until it is given up, or a lost connection. */
const stream =
  (pieces: readonly string[], {isOpen = false, isLost = false} = {}): ((request: Sent) => Response) =>
  ({init: {signal}}) => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        const bytes = new TextEncoder();
        for (const piece of pieces) controller.enqueue(bytes.encode(piece));
        if (isLost) return controller.error(new TypeError('network error'));
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

const hearing = (replies: readonly Reply[], getSessionToken = () => Promise.resolve('session-1'), pause = 1) => {
  const {requests} = wire(replies);
  const options = {
    base: 'https://otp.example/v1',
    credentials: 'same-origin',
    timeout: 5_000,
    getSessionToken,
    clock: {now: () => Date.now()},
  } as const;
  const asked = overHttp(approvals, options);
  const [page, life] = [new Page(), new AbortController()];
  const told: Approval['state'][] = [];
  const hear = hearApproval({
    ask: (challenge, {signal, isPatient}) =>
      asked.getApproval(challenge, isPatient ? 25 : 0, {signal, idempotencyKey: crypto.randomUUID()}),
    stream: approvalStream(options),
    page,
    pause,
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
    ['brings what no contract has', stream(['data: {"state":"done"}\n\n'])],
  ] as const)
    it(`asks instead where the stream ${name}, and waits longer after each fault`, async () => {
      const down = problemAnswer(503, {code: 'maintenance'});
      const {requests, told, end} = hearing([refusal, json(approval()), down, json(approved())]);
      await end;
      expect(kinds(requests)).to.deep.equal(['stream', 'question', 'question', 'question']);
      expect(told).to.deep.equal(['pending', 'approved']);
    });

  it('begins the stream anew where the connection is lost before it has told anything', async () => {
    const lost = new TypeError('no network');
    const {requests, told, end} = hearing([
      lost,
      stream(['retry: 1000\n\n'], {isLost: true}),
      stream([event(approved())]),
    ]);
    await end;
    expect(kinds(requests)).to.deep.equal(['stream', 'stream', 'stream']);
    expect(told).to.deep.equal(['approved']);
  });

  it('asks instead once three streams in a row were lost, and not those that told something in between', async () => {
    const lost = new TypeError('no network');
    const cut = stream([event(approval())]);
    const {requests, end} = hearing([lost, lost, cut, lost, lost, lost, json(approved())]);
    await end;
    expect(kinds(requests)).to.deep.equal([...Array<string>(6).fill('stream'), 'question']);
  });

  it('asks for an answer at once after a question that was lost, and then for one that waits', async () => {
    const refused = problemAnswer(404, {code: 'not_found'});
    const {requests, end} = hearing([refused, new TypeError('cut'), json(approval()), json(approved())]);
    await end;
    expect(requests.slice(1).map(({url}) => new URL(url).searchParams.get('wait'))).to.deep.equal(['25', '0', '25']);
  });

  it('goes on at once when the browser has a network again', async () => {
    const token = () => Promise.resolve('session-1');
    const {requests, end} = hearing([new TypeError('no network'), stream([event(approved())])], token, 60_000);
    await until(() => requests.length === 1);
    await settled();
    expect(requests).to.have.length(1);
    window.dispatchEvent(new Event('online'));
    expect(await end).to.equal(null);
    expect(requests).to.have.length(2);
  });

  it('asks at once where the host has no session for the stream', async () => {
    let asked = 0;
    const {requests, end} = hearing([], () => {
      asked += 1;
      return Promise.reject(new Error('no session'));
    });
    expect((await end)?.code).to.equal('session_expired');
    expect([requests, asked]).to.deep.equal([[], 2]);
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
