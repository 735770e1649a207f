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
  it('verifies in three calls: status, challenge, answer', async () => {
    const {element, requests} = online([json(status()), made, json(grant())]);
    await send(element, 'verified');
    expect(requests.map(({url, init}) => `${init.method} ${url.replace(/\?.*/, '')}`)).to.deep.equal([
      'GET https://otp.example/v1/accounts/058C123456/authentication',
      'POST https://otp.example/v1/challenges',
      'POST https://otp.example/v1/challenges/chl_5f2b9c7e1a3d/answer',
    ]);
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
