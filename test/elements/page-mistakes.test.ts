import {expect} from 'chai';
import {reached, status} from '../../stories/fixtures/index.js';
import type {OtpVerify} from '../../src/elements/otp-verify/otp-verify.js';
import type {OtpErrorEvent} from '../../src/events.js';
import {mount, type Setting} from './support/mount.js';
import {json, problemAnswer, wire, type Reply} from './support/wire.js';

/** What a page's developer hears of an element that could not start. */
async function heardBy(setting: Setting, replies: readonly Reply[] = [json(status())]) {
  const {requests} = wire(replies);
  const lines: string[] = [];
  const {warn} = console;
  console.warn = (...said: unknown[]) => void lines.push(said.map(String).join(' '));
  const problems: OtpErrorEvent['problem'][] = [];
  const note = ({problem}: OtpErrorEvent) => void problems.push(problem);
  document.addEventListener('otp-error', note);
  try {
    const {element} = mount({endpoint: 'https://otp.example/v1', ...setting});
    const screen = await reached(element, 'failed');
    return {requests, lines, problems, screen};
  } finally {
    document.removeEventListener('otp-error', note);
    console.warn = warn;
  }
}

describe('a page’s mistakes are told to its developer', () => {
  it('a purpose that there is not, before any call, with those that there are', async () => {
    const {requests, lines, problems} = await heardBy({purpose: 'sign-in' as OtpVerify['purpose']});
    expect(requests).to.have.length(0);
    expect(problems).to.have.length(1);
    expect(problems[0]?.code).to.equal('misconfigured');
    expect(lines.join()).to.contain(
      '`purpose` must be one of login, order, cancel-order, cash-transfer, cash-advance, profile-change, enroll, cancel, synchronize',
    );
  });

  it('a user name in the endpoint’s address, which no call could carry', async () => {
    const {requests, lines} = await heardBy({endpoint: 'https://user:secret@otp.example/v1'});
    expect(requests).to.have.length(0);
    expect(lines.join()).to.contain('no user name').and.not.contain('secret');
  });

  it('what the endpoint refuses, in the endpoint’s words; the customer reads ours', async () => {
    const detail = 'The transaction does not belong to the purpose login. <img src=x onerror=alert(1)>';
    const refusal = problemAnswer(400, {code: 'invalid_request', detail});
    const {lines, problems, screen} = await heardBy({}, [json(status()), refusal]);
    expect(problems[0]?.hint).to.equal(detail);
    expect(lines.join()).to.contain('invalid_request: The transaction does not belong to the purpose login.');
    expect(screen.root.textContent).to.not.contain('transaction does not belong');
    expect(screen.root.querySelector('img')).to.equal(null);
  });
});

describe('what a page obviously means is taken', () => {
  for (const account of [
    '058C123456,058C999999',
    '058C123456, 058C999999',
    ' 058C123456 ;\n058C999999,',
    '058C123456 058C999999',
  ])
    it(`accounts separated as in ${JSON.stringify(account)}`, async () => {
      const {element} = mount({account});
      expect((await reached(element, 'choosing-account')).choices()).to.have.length(2);
    });

  it('a query of the endpoint goes with every call, and what stands after # with none', async () => {
    const {requests} = await heardBy({endpoint: 'https://otp.example/v1/?tenant=a#top'}, [
      problemAnswer(404, {code: 'not_enrolled'}),
    ]);
    expect(requests[0]?.url).to.match(/^https:\/\/otp\.example\/v1\/accounts\/.*\?tenant=a$/);
  });
});
