import {expect} from 'chai';
import {appears, inside, unlockWith, wordsIn} from '../../stories/fixtures/customer/inside.js';
import {listOfThisDevice, onThisDevice} from '../../stories/fixtures/states/verify-on-device.js';
import {DEVICE, PASSWORD} from '../../stories/fixtures/device.js';
import {accounts, challengeFor, reached, type Scene} from '../../stories/fixtures/index.js';
import type {AccountEndpoint} from '../../src/testing/endpoint/account-endpoint.js';
import type {OtpVerify} from '../../src/elements/otp-verify/otp-verify.js';
import {mountVerify} from './support/mount-account.js';

const here = {standing: onThisDevice, list: listOfThisDevice} as const;
const bound = {suite: 'OCRA-1:HOTP-SHA256-8:QN08-T30S', question: '04815162'};
const code = {length: 8, alphabet: 'digits'} as const;

async function unlocked(element: OtpVerify): Promise<void> {
  const part = await inside(element, 'otp-device-code');
  await appears(() => part.shadowRoot?.querySelector('#code'));
  await unlockWith(element, PASSWORD);
}

const sentBy = ({calls}: AccountEndpoint) => calls.answerChallenge.map(([, sent]) => sent);
const around = (answer: (at: number) => Promise<string>) =>
  Promise.all([-30_000, 0, 30_000].map((off) => answer(Date.now() + off)));

describe('a challenge whose code is bound to what it authorizes', () => {
  const asking =
    (over: Partial<typeof bound> = {}) =>
    ({request}: Scene) => ({...challengeFor(request), ...bound, ...over, code});

  it('is answered by this device by itself, with the answer to its question', async () => {
    const {element, endpoint} = await mountVerify({
      ...here,
      now: () => Date.now(),
      script: {createChallenge: asking()},
    });
    await unlocked(element);
    await reached(element, 'verified');
    const [sent, ...more] = sentBy(endpoint);
    expect(more).to.deep.equal([]);
    expect(await around((at) => endpoint.books.boundCode(DEVICE, accounts.base, bound, at))).to.contain(sent);
  });

  it('of a kind that this device does not know gets no code at all, and says why', async () => {
    const script = {createChallenge: asking({suite: 'OCRA-1:HOTP-MD5-8:QN08-T30S'})};
    const {element, endpoint} = await mountVerify({...here, script});
    await unlocked(element);
    const part = await inside(element, 'otp-device-code');
    await appears(() => wordsIn(part).includes('phiên bản'));
    expect(sentBy(endpoint)).to.deep.equal([]);
  });

  it('asked for anew has another question, and is answered by another code', async () => {
    const questions = ['11111111', '22222222'];
    const {element, endpoint} = await mountVerify({
      ...here,
      now: () => Date.now(),
      script: {createChallenge: questions.map((question) => asking({question}))},
    });
    await reached(element, 'code');
    element.restart();
    await appears(() => endpoint.calls.createChallenge.length === 2);
    await unlocked(element);
    await reached(element, 'verified');
    const question = questions[1]!;
    const answers = await around((at) => endpoint.books.boundCode(DEVICE, accounts.base, {...bound, question}, at));
    expect(answers).to.contain(sentBy(endpoint)[0]);
  });

  it('without a question takes the code of the moment', async () => {
    const {element, endpoint} = await mountVerify({...here, now: () => Date.now()});
    await unlocked(element);
    await reached(element, 'verified');
    const moments = await around(async (at) => endpoint.books.code(DEVICE, accounts.base, at));
    expect(moments).to.contain(sentBy(endpoint)[0]);
  });
});
