/** The customer approves or rejects on their own device what the page asks for; typing a code works all the while. */
import {expect} from 'chai';
import {failure} from '../../src/domain/problems.js';
import {OtpRequestError} from '../../src/elements/otp-verify/request-error.js';
import {OtpVerify} from '../../src/elements/otp-verify/otp-verify.js';
import {
  challenge,
  comesTo,
  fill,
  leave,
  never,
  order,
  problem,
  reached,
  screenOf,
  send,
  shown,
  statusWith,
  type Script,
} from '../../stories/fixtures/index.js';
import {pressable, tap} from '../../stories/fixtures/customer/inside.js';
import {appears} from '../../stories/fixtures/customer/inside.js';
import {setNetwork} from '../../stories/fixtures/customer/network.js';
import {bringLateParts} from '../../stories/fixtures/mount/late-parts.js';
import {heard, mount, settled, type Setting} from './support/mount.js';

const approvable = {
  createChallenge: ({request}) => challenge.kbOtp({...request, approval: {number: '47'}}),
} satisfies Script;

before(bringLateParts);

const asking = async (script: Script = {}, setting: Setting = {}) => {
  const mounted = mount({script: {...approvable, ...script}, ...setting});
  await pressable(mounted.element, 'approveTypeCode');
  return mounted;
};

const plate = ({shadowRoot}: Element) => shadowRoot?.querySelector('[part=number]') ?? null;
const field = ({shadowRoot}: Element) => shadowRoot?.querySelector<HTMLInputElement>('#code') ?? null;

/** Every event of the element that tells how it ended, by name. */
const outcomesOf = (element: OtpVerify): string[] => {
  const names: string[] = [];
  for (const name of ['otp-verified', 'otp-denied', 'otp-error', 'otp-dismissed'])
    element.addEventListener(name, () => names.push(name));
  return names;
};

describe('a challenge that the customer’s device may answer', () => {
  it('shows the two digits to type there, and says them once', async () => {
    const {element} = await asking();
    expect(shown(plate(element))).to.equal('47');
    expect(field(element)).to.equal(null);
    const status = element.shadowRoot?.querySelector('[role=status] .unseen');
    expect(shown(status)).to.equal(
      'Nhập số 47 trên điện thoại. Mở ứng dụng trên “iPhone của Bình” để xem và phê duyệt.',
    );
  });

  it('says while there is no network that it goes on by itself, and keeps the digits', async () => {
    const {element} = await asking();
    const said = () => shown(element.shadowRoot?.querySelector('[role=status]'));
    try {
      setNetwork(false);
      await element.updateComplete;
      expect(said()).to.equal('Mất kết nối mạng. Trang sẽ tự tiếp tục khi có mạng.');
      expect(shown(plate(element))).to.equal('47');
      setNetwork(true);
      await element.updateComplete;
      expect(said()).to.not.contain('Mất kết nối');
      setNetwork(false);
      element.remove();
      document.body.append(element);
      await pressable(element, 'approveTypeCode');
      expect(said()).to.contain('Mất kết nối');
    } finally {
      setNetwork(true);
    }
    await element.updateComplete;
    expect(said()).to.not.contain('Mất kết nối');
  });

  it('goes on by itself with the grant once it is approved', async () => {
    const {element, endpoint} = await asking();
    const names = outcomesOf(element);
    const verified = heard(element, 'otp-verified');
    endpoint.approveOnDevice();
    const {grant, reused} = await verified;
    expect([grant.purpose, reused, element.value]).to.deep.equal(['order', false, grant.token]);
    await settled();
    expect(names).to.deep.equal(['otp-verified']);
    expect(endpoint.calls.withdrawChallenge).to.deep.equal([]);
  });

  for (const reason of ['changed-mind', 'not-me'] as const)
    it(`ends when it is rejected (${reason}), tells the page why, and asks again when the customer wants`, async () => {
      const {element, endpoint} = await asking();
      const names = outcomesOf(element);
      const denied = heard(element, 'otp-denied');
      endpoint.rejectOnDevice(reason);
      const {account, channel, purpose, reason: told} = await denied;
      expect([account, channel, purpose, told]).to.deep.equal(['058C123456', 'kb-trade', 'order', reason]);
      const screen = await reached(element, 'failed');
      expect(screen.status()).to.equal(
        'Yêu cầu đã bị từ chối trên điện thoại. Nếu muốn tiếp tục, vui lòng xác thực lại.',
      );
      expect(names).to.deep.equal(['otp-denied', 'otp-error']);
      screen.primary()?.click();
      await reached(element, 'code');
      expect(endpoint.calls.createChallenge).to.have.length(2);
    });

  it('takes a typed code as well, and keeps what was typed', async () => {
    const {element, endpoint} = await asking();
    await tap(element, 'approveTypeCode');
    await pressable(element, 'approve');
    fill(field(element), '4819');
    await tap(element, 'approve');
    await pressable(element, 'approveTypeCode');
    await tap(element, 'approveTypeCode');
    await pressable(element, 'approve');
    expect(field(element)?.value).to.equal('4819');
    await send(element, 'verified');
    expect(endpoint.calls.answerChallenge).to.have.length(1);
  });

  it('verifies once where the approval comes while a typed code is under way', async () => {
    const {element, endpoint} = await asking({answerChallenge: never});
    const names = outcomesOf(element);
    await tap(element, 'approveTypeCode');
    await send(element, 'submitting');
    endpoint.approveOnDevice();
    await reached(element, 'verified');
    await settled();
    expect(names).to.deep.equal(['otp-verified']);
  });

  it('keeps the focus with the customer on the way to the field and back', async () => {
    const {element} = await asking();
    (await pressable(element, 'approveTypeCode')).focus();
    await tap(element, 'approveTypeCode');
    await pressable(element, 'approve');
    await settled();
    expect(element.shadowRoot?.activeElement).to.equal(field(element));
    (await pressable(element, 'approve')).focus();
    await tap(element, 'approve');
    await pressable(element, 'approveTypeCode');
    await settled();
    expect(shown(element.shadowRoot?.activeElement)).to.equal('Nhập trên điện thoại');
  });

  it('stands as high in an order ticket whichever way is taken', async () => {
    const {element} = await asking({}, {attributes: {density: 'compact'}});
    const height = () => Math.round(element.getBoundingClientRect().height);
    const before = height();
    await tap(element, 'approveTypeCode');
    await pressable(element, 'approve');
    expect(height()).to.equal(before);
    expect(before).to.be.at.most(220);
  });
});

describe('a request that is given up', () => {
  const withdrawn = (endpoint: {readonly calls: {readonly withdrawChallenge: readonly unknown[][]}}) =>
    endpoint.calls.withdrawChallenge.map(([id]) => id);

  it('is withdrawn when the customer leaves', async () => {
    const {element, endpoint} = await asking();
    leave(await reached(element, 'code'))?.click();
    await reached(element, 'dismissed');
    await settled();
    expect(withdrawn(endpoint)).to.deep.equal(['chl_5f2b9c7e1a3d']);
  });

  it('is withdrawn when the element is taken away', async () => {
    const {element, endpoint} = await asking();
    element.remove();
    await settled();
    expect(withdrawn(endpoint)).to.deep.equal(['chl_5f2b9c7e1a3d']);
    expect(endpoint.calls.getApproval[0]?.[2].signal.aborted).to.equal(true);
  });

  it('is withdrawn once another method is chosen, not while the customer looks', async () => {
    const {element, endpoint} = await asking({
      getAuthentication: statusWith('kb-otp', 'sms'),
      createChallenge: [approvable.createChallenge, ({request}) => challenge.sms(request)],
    });
    await tap(element, 'otherMethod');
    const screen = await reached(element, 'choosing-method');
    await settled();
    expect(withdrawn(endpoint)).to.deep.equal([]);
    const next = comesTo(element, 'code');
    screen.root.querySelectorAll<HTMLElement>('.choice')[1]?.click();
    await next;
    await settled();
    expect(withdrawn(endpoint)).to.deep.equal(['chl_5f2b9c7e1a3d']);
  });
});

describe('request()', () => {
  it('is rejected as denied', async () => {
    const {element, endpoint} = mount({script: approvable, account: ''});
    const asked = element
      .request({account: '058C123456', purpose: 'order', transaction: order})
      .catch((error: unknown) => error);
    await pressable(element, 'approveTypeCode');
    endpoint.rejectOnDevice('not-me');
    const error = await asked;
    expect(error).to.be.instanceOf(OtpRequestError);
    expect((error as OtpRequestError).code).to.equal('denied');
  });
});

describe('digits that lead to nothing', () => {
  const unheard = async (code: 'challenge_not_found' | 'session_expired' | 'not_found') => {
    const mounted = mount({script: approvable});
    Object.assign(mounted.endpoint, {getApproval: async () => failure({code})});
    return mounted;
  };

  it('are taken away where the session knows no such challenge any more, and the customer asks anew', async () => {
    const {element, endpoint} = await unheard('challenge_not_found');
    await reached(element, 'failed');
    expect(plate(element)).to.equal(null);
    expect(endpoint.calls.withdrawChallenge).to.deep.equal([]);
    screenOf(element).primary()?.click();
    await reached(element, 'code');
    expect(endpoint.calls.createChallenge).to.have.length(2);
  });

  it('are taken away where the session is over, and the page hears that', async () => {
    const {element} = await unheard('session_expired');
    await heard(element, 'otp-session-expired');
    expect([element.step, plate(element)]).to.deep.equal(['failed', null]);
  });

  it('give way to the field where the endpoint answers no such question', async () => {
    const {element} = await unheard('not_found');
    await pressable(element, 'approve');
    expect([element.step, plate(element)]).to.deep.equal(['code', null]);
    await send(element, 'verified');
  });
});

describe('no approval', () => {
  it('is asked for on a channel whose device makes the codes', async () => {
    const {element, endpoint} = mount({script: approvable, channel: 'm-able'});
    await comesTo(element, 'code');
    await settled();
    expect(plate(element)).to.equal(null);
    expect(endpoint.calls.getApproval).to.deep.equal([]);
  });

  it('is asked for where the page takes the code', async () => {
    const {element, endpoint} = mount({script: approvable, mode: 'collect'});
    await reached(element, 'code');
    await settled();
    expect([plate(element), endpoint.calls.getApproval]).to.deep.equal([null, []]);
    expect(field(element)).not.to.equal(null);
  });

  it('keeps a customer from typing where the endpoint object knows none', async () => {
    const {element, endpoint} = mount({script: approvable});
    Object.assign(endpoint, {getApproval: undefined});
    await reached(element, 'code');
    await appears(() => element.shadowRoot?.querySelector('#code'));
    await send(element, 'verified');
  });

  it('keeps a customer from typing where its part can’t be loaded', async () => {
    const {approving} = OtpVerify.parts;
    OtpVerify.parts.approving = () => Promise.reject(new TypeError('lost'));
    try {
      const {element} = mount({script: {...approvable, answerChallenge: problem('code_invalid')}});
      await send(element, 'code');
    } finally {
      OtpVerify.parts.approving = approving;
    }
  });
});
