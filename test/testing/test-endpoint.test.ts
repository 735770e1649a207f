import {expect} from 'chai';
import '../../src/define/otp-cancel.js';
import '../../src/define/otp-enroll.js';
import '../../src/define/otp-list.js';
import '../../src/define/otp-verify.js';
import {appears, approveWith, openRequests} from '../../stories/fixtures/customer/inside.js';
import {readScan} from '../../src/adapters/scan-reader.js';
import {claimsOf} from '../../src/domain/scan.js';
import {OtpVerify} from '../../src/elements/otp-verify/otp-verify.js';
import {DEVICE} from '../../src/testing/endpoint/kept-list.js';
import {forgetList, otpScreen, testAccounts, testCodes, testEndpoint, testPassword} from '../../src/testing/index.js';
import type {TestEndpoint} from '../../src/testing/index.js';
import type {OtpErrorEvent, OtpVerifiedEvent} from '../../src/index.js';

type Tag = 'otp-verify' | 'otp-enroll' | 'otp-list' | 'otp-cancel';

const next = <Heard extends Event>(element: Element, name: string): Promise<Heard> =>
  new Promise((resolve) => void element.addEventListener(name, (event) => resolve(event as Heard), {once: true}));

function put<Name extends Tag>(
  tag: Name,
  account: string,
  endpoint: TestEndpoint,
  properties: Partial<HTMLElementTagNameMap[Name]> = {},
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(tag);
  Object.assign(element, {endpoint, account, channel: 'kb-trade', lang: 'en', ...properties});
  document.body.append(element);
  return element;
}

const accountsWhere = (matches: (title: string) => boolean) => testAccounts.filter(({title}) => matches(title.en));
const SMS = '058C000002';
const ON_KB_OTP = '058C000001';

const BOUND = '058C000015';
const options = {signal: new AbortController().signal, idempotencyKey: 'key'};

describe('the test endpoint', () => {
  afterEach(async () => {
    document.body.replaceChildren();
    await forgetList();
  });

  for (const {account, title} of accountsWhere((title) => !/^(Fails|Never)|approved on the phone/.test(title))) {
    it(`asks for a code and takes it: ${account}, ${title.en}`, async () => {
      const element = put('otp-verify', account, testEndpoint());
      const verified = next<OtpVerifiedEvent>(element, 'otp-verified');
      const screen = otpScreen(element);
      await screen.reaches('code');
      await screen.enter(['058C000011', BOUND].includes(account) ? '12345678' : '123456');
      if ((await screen.step()) === 'code') await screen.confirm();
      expect((await verified).grant).to.include({account, channel: 'kb-trade', purpose: 'login'});
    });
  }

  it('is typed to as soon as there is a field, which may come after its step', async () => {
    const {scanning} = OtpVerify.parts;
    OtpVerify.parts.scanning = () => new Promise((resolve) => setTimeout(resolve, 100)).then(scanning);
    try {
      const element = put('otp-verify', BOUND, testEndpoint());
      const verified = next<OtpVerifiedEvent>(element, 'otp-verified');
      const screen = otpScreen(element);
      await screen.reaches('code');
      await screen.enter('12345678');
      await screen.confirm();
      expect((await verified).grant.account).to.equal(BOUND);
    } finally {
      OtpVerify.parts.scanning = scanning;
    }
  });

  for (const {account, title} of accountsWhere((title) => title.startsWith('Fails'))) {
    it(`${title.en}: ${account}`, async () => {
      const element = put('otp-verify', account, testEndpoint());
      const names = ['otp-error', 'otp-session-expired'];
      const event = await Promise.race(names.map((name) => next<OtpErrorEvent>(element, name)));
      const code = event.type === 'otp-error' ? event.problem.code : 'session_expired';
      expect(title.en).to.equal(`Fails with ${code}`);
    });
  }

  it('never answers about the account that is for that: the call is given up in its time', async () => {
    const element = put('otp-verify', '058C000111', testEndpoint(), {timeout: 50});
    expect((await next<OtpErrorEvent>(element, 'otp-error')).problem.code).to.equal('timeout');
  });

  it('says which accounts there are to whoever asks for another', async () => {
    const element = put('otp-verify', '058C424242', testEndpoint());
    const {problem} = await next<OtpErrorEvent>(element, 'otp-error');
    expect(problem).to.include({code: 'not_found'});
    expect(problem.hint).to.contain('058C000001').and.contain('testAccounts');
  });

  for (const {code, leadsTo} of testCodes.filter(({leadsTo}) => !['silence', 'lost'].includes(leadsTo))) {
    it(`takes the code ${code} for ${leadsTo}`, async () => {
      const endpoint = testEndpoint();
      const element = put('otp-verify', SMS, endpoint, {autoSubmit: true});
      const screen = otpScreen(element);
      await screen.reaches('code');
      const options = {signal: new AbortController().signal, idempotencyKey: crypto.randomUUID()};
      const asked = await endpoint.answerChallenge('chl_test_000000000001', code, options);
      expect(asked.ok ? 'accepted' : asked.problem.code).to.equal(leadsTo);
    });
  }

  it('counts wrong codes and ends the challenge with the fifth', async () => {
    const endpoint = testEndpoint();
    const element = put('otp-verify', SMS, endpoint);
    const screen = otpScreen(element);
    for (const left of [4, 3, 2, 1]) {
      await screen.reaches('code');
      const failed = next<OtpErrorEvent>(element, 'otp-error');
      await screen.enter('000000');
      await screen.confirm();
      expect((await failed).problem).to.include({code: 'code_invalid', attemptsLeft: left});
    }
    await screen.reaches('code');
    const failed = next<OtpErrorEvent>(element, 'otp-error');
    await screen.enter('000000');
    await screen.confirm();
    expect((await failed).problem.code).to.equal('challenge_locked');
  });

  it('keeps what became of a code whose answer was lost: the customer is verified all the same', async () => {
    const element = put('otp-verify', SMS, testEndpoint());
    const verified = next<OtpVerifiedEvent>(element, 'otp-verified');
    const screen = otpScreen(element);
    await screen.reaches('code');
    await screen.enter('000014');
    await screen.confirm();
    expect((await verified).grant.account).to.equal(SMS);
  });

  it('fails the next answers as it is told, and then answers', async () => {
    const endpoint = testEndpoint();
    endpoint.failNext('getAuthentication', 'maintenance');
    endpoint.failNext('beginAuthentication', 'maintenance');
    const element = put('otp-verify', SMS, endpoint);
    expect((await next<OtpErrorEvent>(element, 'otp-error')).problem.code).to.equal('maintenance');
    element.restart();
    await otpScreen(element).reaches('code');
  });

  it('gives the grant to a back end once', async () => {
    const endpoint = testEndpoint();
    const element = put('otp-verify', SMS, endpoint, {
      purpose: 'order',
      transaction: {type: 'order', side: 'buy', symbol: 'VNM', quantity: 100, price: 67_500},
    });
    const verified = next<OtpVerifiedEvent>(element, 'otp-verified');
    const screen = otpScreen(element);
    await screen.reaches('code');
    expect((await screen.purpose()).join(' ')).to.contain('VNM');
    await screen.enter('123456');
    await screen.confirm();
    const {grant} = await verified;
    expect(endpoint.redeem(grant.token)).to.deep.equal(grant);
    expect(endpoint.redeem(grant.token)).to.equal(null);
  });

  it('lets its clock be turned: a challenge is over', async () => {
    const endpoint = testEndpoint();
    const element = put('otp-verify', SMS, endpoint);
    const screen = otpScreen(element);
    await screen.reaches('code');
    endpoint.turnClock(600);
    const failed = next<OtpErrorEvent>(element, 'otp-error');
    await screen.enter('123456');
    await screen.confirm();
    expect((await failed).problem.code).to.equal('challenge_expired');
  });

  it('answers after its latency, and not to whoever has gone', async () => {
    const endpoint = testEndpoint({latency: 60_000});
    const gone = new AbortController();
    const query = {account: SMS, channel: 'kb-trade', purpose: 'login'} as const;
    const answer = endpoint.getAuthentication(query, {signal: gone.signal, idempotencyKey: ''});
    let isThere = false;
    void answer.then(() => (isThere = true));
    await Promise.resolve();
    expect(isThere).to.equal(false);
    gone.abort();
    await answer;
  });

  it('remembers what it was asked', async () => {
    const endpoint = testEndpoint();
    const element = put('otp-verify', SMS, endpoint);
    await otpScreen(element).reaches('code');
    const [first] = endpoint.calls;
    expect(first?.args[0]).to.include({account: SMS, channel: 'kb-trade', purpose: 'login'});
  });

  it('knows this browser as the phone whose list it has kept: its code is sent by itself', async () => {
    const endpoint = testEndpoint();
    await endpoint.keepList([ON_KB_OTP]);
    const list = put('otp-list', ON_KB_OTP, endpoint, {channel: 'm-able'});
    const screen = otpScreen(list);
    await screen.reaches('locked');
    await screen.enter(testPassword);
    await screen.reaches('open');
  });

  it('puts on that phone what another page asks for, and tells how it ended', async () => {
    const endpoint = testEndpoint();
    await endpoint.keepList([ON_KB_OTP]);
    const asked = endpoint.askForApproval({account: ON_KB_OTP});
    const list = put('otp-list', ON_KB_OTP, endpoint, {channel: 'm-able'});
    const screen = otpScreen(list);
    await screen.reaches('locked');
    await screen.enter(testPassword);
    await screen.reaches('open');
    expect(asked.outcome()).to.equal('pending');
    await openRequests(list);
    await approveWith(list, asked.number);
    await appears(() => asked.outcome() === 'approved');
  });

  it('shows nothing of what the page has taken back', async () => {
    const endpoint = testEndpoint();
    await endpoint.keepList([ON_KB_OTP]);
    const asked = endpoint.askForApproval({account: ON_KB_OTP});
    asked.withdraw();
    put('otp-list', ON_KB_OTP, endpoint, {channel: 'm-able'});
    const isAsked = () => endpoint.calls.some(({name}) => name === 'listRequests');
    await appears(isAsked);
    expect(asked.outcome()).to.equal('withdrawn');
    expect(document.querySelector('otp-list')?.shadowRoot?.querySelector('otp-requests')).to.equal(null);
  });

  it('has no KB-OTP any more where it was canceled', async () => {
    const endpoint = testEndpoint();
    const element = put('otp-cancel', '058C000009', endpoint);
    const screen = otpScreen(element);
    await screen.reaches('consequences');
    await screen.confirm();
    const proof = element.shadowRoot!.querySelector('otp-verify')!;
    const inside = otpScreen(proof);
    await inside.reaches('code');
    await inside.enter('123456');
    if ((await inside.step()) === 'code') await inside.confirm();
    await screen.reaches('done');
    const {signal} = new AbortController();
    const query = {account: '058C000009', channel: 'kb-trade', purpose: 'login'} as const;
    const now = await endpoint.getAuthentication(query, {signal, idempotencyKey: ''});
    expect(now.ok && now.value.kbOtp.state).to.equal('none');
    expect(now.ok && now.value.methods.map(({kind}) => kind)).to.deep.equal(['sms']);
  });
});

describe('a driver says what is missing', () => {
  afterEach(() => document.body.replaceChildren());

  it('names the screen that is shown in place of the one that does not come', async () => {
    const screen = otpScreen(put('otp-verify', SMS, testEndpoint()));
    await screen.reaches('code');
    const refused = await screen.reaches('verified', 20).catch((error: unknown) => String(error));
    expect(refused).to.equal('Error: the screen "verified" did not come in 20 ms; "code" is shown');
  });

  it('names the action and the screen', async () => {
    const element = put('otp-verify', SMS, testEndpoint());
    const screen = otpScreen(element);
    await screen.reaches('code');
    const refused = await screen.press('No such thing').catch((error: unknown) => String(error));
    expect(refused).to.equal('Error: there is no "No such thing" on the screen "code"');
  });
});

describe('what a page of the test endpoint shows for a phone to scan', () => {
  afterEach(() => forgetList());

  const asked = async (account: string) => {
    const endpoint = testEndpoint();
    await endpoint.keepList([account]);
    const created = await endpoint.createChallenge({account, channel: 'kb-trade', purpose: 'order'}, options);
    const requests = await endpoint.listRequests(DEVICE, options);
    if (!created.ok || !requests.ok) throw new Error('the test endpoint refuses');
    const picture = await endpoint.getScanPicture(created.value.id, options);
    return {endpoint, challenge: created.value, picture, keys: requests.value.scanKeys ?? []};
  };

  it('is signed by a key that the phone is told, and asks what the challenge asks', async () => {
    const {challenge, picture, keys} = await asked(BOUND);
    if (!picture.ok) throw new Error(picture.problem.code);
    const claims = claimsOf(await readScan(picture.value.text, keys));
    expect(challenge).to.include({question: claims?.q, suite: claims?.s, scannable: 'ES256', id: claims?.id});
    expect(claims?.c).to.equal('KB-Trade');
  });

  it('is nothing where codes are not bound, and no key is told', async () => {
    const {picture, keys} = await asked(ON_KB_OTP);
    expect(picture).to.have.nested.property('problem.code', 'not_found');
    expect(keys).to.deep.equal([]);
  });

  it('is nothing once the challenge is over', async () => {
    const {endpoint, challenge} = await asked(BOUND);
    await endpoint.answerChallenge(challenge.id, '12345678', options);
    const picture = await endpoint.getScanPicture(challenge.id, options);
    expect(picture).to.have.nested.property('problem.code', 'code_replayed');
  });
});
