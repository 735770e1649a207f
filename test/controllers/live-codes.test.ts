import {expect} from 'chai';
import {LiveCodes} from '../../src/controllers/live-codes.js';
import {failure, success, type Result} from '../../src/domain/problems.js';
import type {OpenVault} from '../../src/ports/vault.js';

const STEP = 30_000;
const AT = 1_000_000 * STEP;
const ACCOUNT = '058C000001';

function set(answer: (at: number) => Result<string> = (at) => success(String(Math.floor(at / STEP)))) {
  const states = new Map([[ACCOUNT, 'active']]);
  const made: number[] = [];
  const vault = {
    get accounts() {
      return [...states].map(([account, state]) => ({account, accountLabel: '', state}));
    },
    totp: () => ({algorithm: 'SHA1', digits: 6, period: 30}),
    code: async (_account: string, at: number) => {
      made.push(at);
      return answer(at);
    },
  } as unknown as OpenVault;
  let now = AT;
  const host = {
    addController: () => undefined,
    removeController: () => undefined,
    updateComplete: Promise.resolve(true),
    requestUpdate: () => void codes.show(vault, now),
  };
  const codes: LiveCodes = new LiveCodes(host);
  const at = async (moment: number) => {
    now = moment;
    codes.show(vault, now);
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    return codes.of(ACCOUNT)?.code;
  };
  return {codes, made, states, at};
}

describe('the codes on the screen', () => {
  it('are made once a step', async () => {
    const {at, made} = set();
    expect([await at(AT), await at(AT + STEP - 1), await at(AT + STEP)]).to.deep.equal([
      '1000000',
      '1000000',
      '1000001',
    ]);
    expect(made).to.have.length(4);
  });

  it('are made anew when the time turns out to be earlier', async () => {
    const {at} = set();
    expect([await at(AT), await at(AT - 10 * STEP)]).to.deep.equal(['1000000', '999990']);
  });

  it('are not made anew for the little by which one answer’s time is earlier than another’s', async () => {
    const {at, made} = set();
    expect([await at(AT), await at(AT - 1_500)]).to.deep.equal(['1000000', '1000000']);
    expect(made).to.have.length(2);
  });

  it('that can’t be made are not asked for without end', async () => {
    const {at, made} = set(() => failure({code: 'clock_drift'}));
    expect(await at(AT)).to.equal('');
    expect(made).to.have.length(2);
    await at(AT + STEP);
    expect(made).to.have.length(4);
  });

  it('belong to a step before 1970 as well', async () => {
    const {at, made} = set();
    expect(await at(-10_000)).to.equal('-1');
    expect(made).to.have.length(2);
  });

  it('of an account that has left are waited for no more', async () => {
    const {at, codes, states} = set();
    await at(AT);
    states.set(ACCOUNT, 'removed');
    await at(AT + STEP);
    expect(codes.nextChange).to.equal(null);
  });
});
