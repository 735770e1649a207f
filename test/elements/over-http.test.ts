import {expect} from 'chai';
import {
  challenge,
  comesTo,
  fill,
  grant,
  leave,
  order,
  press,
  reached,
  send,
  status,
} from '../../stories/fixtures/index.js';
import type {OtpVerify} from '../../src/elements/otp-verify/otp-verify.js';
import {heard, mount, type Setting} from './support/mount.js';
import {json, problemAnswer, quiet, silence, wire, type Reply, type Sent} from './support/wire.js';

/** The element before an endpoint on the network, which is played. */
function online(replies: readonly Reply[], setting: Setting = {}): {element: OtpVerify; requests: readonly Sent[]} {
  const {requests} = wire(replies);
  const {element} = mount({endpoint: 'https://otp.example/v1/', ...setting});
  return {element, requests};
}

const made = () => json(challenge.kbOtp({account: '058C123456', transaction: order}), {status: 201});

describe('<otp-verify> over HTTP', () => {
  const asked = (requests: readonly Sent[]) =>
    requests.map(({url, init}) => `${init.method} ${url.replace('https://otp.example/v1/', '').replace(/\?.*/, '')}`);
  const begin = 'POST accounts/058C123456/authentication';
  const read = 'GET accounts/058C123456/authentication';
  const ask = 'POST challenges';
  const answer = 'POST challenges/chl_5f2b9c7e1a3d/answer';
  const kbOtp = () => challenge.kbOtp({account: '058C123456', transaction: order});

  it('verifies in two calls: one for the status and the challenge, one for the answer', async () => {
    const {element, requests} = online([json({...status(), challenge: kbOtp()}), json(grant())]);
    await send(element, 'verified');
    expect(asked(requests)).to.deep.equal([begin, answer]);
    expect(JSON.parse(String(requests[0]?.init.body))).to.deep.equal({
      channel: 'kb-trade',
      purpose: 'order',
      transaction: order,
    });
    expect(requests[0]?.headers.get('Idempotency-Key')).to.match(/^[\da-f-]{36}$/);
  });

  it('asks for the challenge where it did not come with the status, and shows why it is refused', async () => {
    const {element, requests} = online([json(status()), made]);
    await reached(element, 'code');
    expect(asked(requests)).to.deep.equal([begin, ask]);
  });

  let older = 0;
  for (const [name, reply] of [
    ['404 of the contract', problemAnswer(404, {code: 'not_found'})],
    ['404 of another server', new Response('not found', {status: 404})],
    ['405', problemAnswer(405, {code: 'invalid_request'})],
    ['403', new Response(null, {status: 403})],
    ['400', problemAnswer(400, {code: 'invalid_request'})],
    ['a page', new Response('<h1>Hello</h1>', {headers: {'Content-Type': 'text/html'}})],
    ['a preflight that is refused', new TypeError('Failed to fetch')],
  ] as const)
    it(`an endpoint that answers the one call with ${name} is asked by two, and on this page from then on`, async () => {
      const endpoint = `https://otp.example/v1/older-${(older += 1)}`;
      const first = online([reply, json(status()), made], {endpoint});
      await reached(first.element, 'code');
      expect(asked(first.requests).map((line) => line.replace(/older-\d\//, ''))).to.deep.equal([begin, read, ask]);
      const second = online([json(status()), made], {endpoint});
      await reached(second.element, 'code');
      expect(asked(second.requests).map((line) => line.replace(/older-\d\//, ''))).to.deep.equal([read, ask]);
    });

  for (const [name, reply, code] of [
    ['no answer in time', silence, 'timeout'],
    ['a session that is over', problemAnswer(401, {code: 'session_expired'}), 'session_expired'],
    ['too many requests', problemAnswer(429, {code: 'rate_limited'}), 'rate_limited'],
    ['a carrier that is down', problemAnswer(503, {code: 'upstream_unavailable'}), 'upstream_unavailable'],
  ] as const)
    it(`${name}: that is its answer, and no second call is made`, async () => {
      const {requests} = wire([reply]);
      const {element} = mount({endpoint: 'https://otp.example/v1/', attributes: {timeout: '50'}});
      const failed = heard(element, 'otp-error');
      await reached(element, 'failed');
      expect((await failed).problem.code).to.equal(code);
      expect(asked(requests)).to.deep.equal([begin]);
    });

  it('tries what was not heard again under the same key: nothing is begun twice', async () => {
    const {element, requests} = online([
      problemAnswer(503, {code: 'upstream_unavailable'}),
      json({...status(), challenge: kbOtp()}),
    ]);
    await reached(element, 'failed');
    await press(element, ({primary}) => primary(), 'code');
    const keys = requests.map(({headers}) => headers.get('Idempotency-Key'));
    expect(asked(requests)).to.deep.equal([begin, begin]);
    expect(keys[0]).to.equal(keys[1]);
  });

  it('an element that goes while it waits for the one call makes no other', async () => {
    const {element, requests} = online([silence]);
    await reached(element, 'loading');
    await quiet();
    element.remove();
    await quiet();
    expect(asked(requests)).to.deep.equal([begin]);
  });

  it('an expired session in the middle: the event, no second sending of the code', async () => {
    const {element, requests} = online([json(status()), made, () => problemAnswer(401, {code: 'session_expired'})]);
    await reached(element, 'code');
    const asked: boolean[] = [];
    element.getSessionToken = async (renew) => (asked.push(renew), 'token');
    const expired = heard(element, 'otp-session-expired');
    const screen = await send(element, 'failed');
    await expired;
    expect(screen.status()).to.equal('Phiên đăng nhập đã hết hạn. Vui lòng đăng nhập lại.');
    expect(requests).to.have.length(3);
    expect(asked).to.deep.equal([false, true]);
  });

  it('an unheard answer is asked about; the code travels once', async () => {
    const lost = () => {
      throw new TypeError('Failed to fetch');
    };
    const {element, requests} = online([json(status()), made, lost, lost]);
    await send(element, 'outcome-unknown', '831947');
    expect(requests.filter(({init}) => init.body === '{"code":"831947"}')).to.have.length(1);
    expect(requests.at(-1)?.init.method).to.equal('GET');
  });

  it('a login page in place of an answer is not shown and proves nothing', async () => {
    const page = new Response('<h1>Sign in</h1><form></form>', {headers: {'Content-Type': 'text/html'}});
    const {element} = online([json(status()), made, page]);
    const {root} = await send(element, 'outcome-unknown');
    expect(root.querySelector('h1, form')).to.equal(null);
    expect(root.textContent).to.not.contain('Sign in');
    expect(element.value).to.equal('');
  });

  it('a slow call shows that it is under way and is not repeated', async () => {
    const {element, requests} = online([json(status()), made, silence]);
    const screen = await reached(element, 'code');
    fill(screen.field(), '123456');
    await element.updateComplete;
    const arrived = comesTo(element, 'submitting');
    screen.primary()?.click();
    await arrived;
    screen.primary()?.click();
    await quiet();
    expect(screen.tone()).to.equal('busy');
    expect(requests).to.have.length(3);
  });

  it('leaving aborts the request that is under way', async () => {
    const {element, requests} = online([silence]);
    await reached(element, 'loading');
    await quiet();
    await press(element, leave, 'dismissed');
    expect(requests[0]?.init.signal?.aborted).to.be.true;
  });

  for (const [name, off] of [
    ['ahead', 600_000],
    ['behind', -600_000],
  ] as const) {
    it(`a wait is told by the clock of an endpoint that is ten minutes ${name}, also in its first answer`, async () => {
      const serverTime = new Date(Date.now() + off).toISOString();
      const {element} = online([problemAnswer(429, {code: 'rate_limited', retryAfter: 30, serverTime})]);
      const screen = await reached(element, 'failed');
      expect(screen.primary()?.textContent).to.match(/^Thử lại sau 0:(3[01]|2\d)$/);
    });
  }

  it('a wait that a proxy tells, without the endpoint’s time, is told by the page’s clock', async () => {
    const proxy = new Response(null, {status: 429, headers: {'Retry-After': '30'}});
    const {element} = online([() => json(status({now: Date.now() + 600_000})), proxy]);
    const screen = await reached(element, 'failed');
    expect(screen.primary()?.textContent).to.match(/^Thử lại sau 0:(3[01]|2\d)$/);
  });

  it('an endpoint that is not https is refused before anything is asked', async () => {
    const {element, requests} = online([json(status())], {endpoint: 'http://otp.example/v1'});
    await reached(element, 'failed');
    expect(requests).to.have.length(0);
  });
});
