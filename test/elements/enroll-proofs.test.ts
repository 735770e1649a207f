import {expect} from 'chai';
import {render} from 'lit';
import {success} from '../../src/domain/problems.js';
import {accounts, comesTo, fill, leave, reached, shown} from '../../stories/fixtures/index.js';
import {enter, goOn, PASSWORD, proofIn, prove} from '../../stories/fixtures/device.js';
import * as samples from '../flows/device-samples.js';
import {mountEnroll} from './support/mount-device.js';
import {enrollScreen} from './support/screens.js';

const both = `${accounts.base} ${accounts.second}`;

describe('proofs of several accounts in <otp-enroll>', () => {
  const weakProof = {
    checkEnrolmentProofs: () => success({missing: [accounts.second], serverTime: '2026-03-02T02:35:00Z'}),
  };

  it('an account that one proof is too weak for is named and proved by itself, and both proofs are sent', async () => {
    const {element, endpoint} = await mountEnroll({
      properties: {account: both},
      device: weakProof,
    });
    await prove(element, 'choosing-accounts');
    const {root} = await goOn(element, 'choosing-accounts', 'needing-proofs');
    expect(root.querySelector('ul')?.textContent).to.contain('•••789').and.not.to.contain('•••456');
    await goOn(element, 'needing-proofs', 'proving-account');
    const proof = await proofIn(element, 'proving-account');
    const {field} = await reached(proof, 'code');
    const creating = comesTo(element, 'creating-password');
    fill(field(), '654321');
    await creating;
    await enter(element, PASSWORD, 'confirming-password');
    await enter(element, PASSWORD, 'done');
    const request = endpoint.calls.createEnrolment[0]?.[0];
    expect(request?.furtherGrants).to.have.length(1);
    expect(endpoint.calls.createChallenge.map(([{account}]) => account)).to.deep.equal([
      accounts.base,
      accounts.second,
    ]);
  });

  for (const [list, offered] of [
    [null, true],
    [samples.deviceList([samples.entry(samples.second)]), false],
  ] as const)
    it(`others are ${offered ? '' : 'not '}offered where ${offered ? 'both are' : 'one alone is'} not on this device`, () => {
      const [first, second] = [samples.first, samples.second];
      const request = {accounts: [first, second], channel: 'm-able', deviceName: '', stepUp: false};
      const known = {request, attempt: 1, status: samples.status(), list, grant: samples.grant, further: []};
      const state = {...known, step: 'needing-proofs', accounts: [first], missing: [first]} as const;
      const stage = document.createElement('div');
      render(
        enrollScreen.render(state, 'vi', () => undefined),
        stage,
      );
      const offers = [...stage.querySelectorAll('button')].map(shown);
      expect(offers.includes('Chọn lại tài khoản')).to.equal(offered);
      expect(offers).to.include('Tiếp tục');
    });

  it('whoever leaves the proof of one account is back at the choice, and may go on without it', async () => {
    const {element, endpoint} = await mountEnroll({
      properties: {account: both},
      device: weakProof,
    });
    await prove(element, 'choosing-accounts');
    await goOn(element, 'choosing-accounts', 'needing-proofs');
    await goOn(element, 'needing-proofs', 'proving-account');
    const proof = await proofIn(element, 'proving-account');
    const {actions} = await reached(proof, 'code');
    const choosing = comesTo(element, 'choosing-accounts');
    leave({actions})?.click();
    const {root} = await choosing;
    root.querySelectorAll<HTMLInputElement>('input[type=checkbox]')[1]?.click();
    await element.updateComplete;
    await goOn(element, 'choosing-accounts', 'creating-password');
    expect(endpoint.calls.checkEnrolmentProofs).to.have.length(1);
  });
});
