// As little of the fixtures as will do: what is looked for is what the page has loaded.
import '../../src/define/otp-verify.js';
import {expect} from 'chai';
import {OtpVerify} from '../../src/elements/otp-verify/otp-verify.js';
import {reached} from '../../src/testing/customer/screen.js';
import {accounts} from '../../src/testing/endpoint/accounts.js';
import {scriptedEndpoint} from '../../src/testing/endpoint/scripted-endpoint.js';

const settled = () => new Promise((resolve) => void setTimeout(resolve, 0));

function mount(channel: string): OtpVerify {
  const element = document.createElement('otp-verify');
  Object.assign(element, {channel, account: accounts.base, endpoint: scriptedEndpoint()});
  document.body.append(element);
  return element;
}

afterEach(() => document.body.replaceChildren());

/** Modules that the page has asked for, of those that have to do with this device's list. */
const ofTheDevice = () =>
  performance
    .getEntriesByType('resource')
    .map(({name}) => new URL(name).pathname)
    .filter((path) => /otp-device-code|device-store|adapters\/vault|wiring\/(device|vault-list)/.test(path));

const loaded = async (path: string): Promise<void> => {
  while (!ofTheDevice().some((found) => found.includes(path))) await settled();
};

describe('what <otp-verify> loads', () => {
  it('where the device makes no codes: nothing that reads the list, nothing that opens it', async () => {
    performance.setResourceTimingBufferSize(5_000);
    const element = mount('kb-trade');
    await reached(element, 'code');
    await settled();
    expect(ofTheDevice()).to.deep.equal([]);
  });

  for (const [name, part] of [
    ['can’t be loaded', () => Promise.reject(new Error('lost'))],
    ['does not come', () => new Promise<never>(() => {})],
  ] as const)
    it(`a part that ${name} keeps no customer from typing a code`, async () => {
      const {deviceCode} = OtpVerify.parts;
      OtpVerify.parts.deviceCode = part;
      try {
        const element = mount('m-able');
        const {root} = await reached(element, 'code');
        while (root.querySelector('#code') === null) await settled();
        expect(ofTheDevice()).to.deep.equal([]);
      } finally {
        OtpVerify.parts.deviceCode = deviceCode;
      }
    });

  it('where it does: what reads the list, and what opens it only when the customer wants that', async () => {
    const element = mount('m-able');
    await reached(element, 'code');
    await loaded('adapters/vault/vault-list');
    await settled();
    const paths = ofTheDevice().join(' ');
    expect(paths).to.contain('otp-device-code');
    expect(paths).not.to.contain('adapters/vault/index');
    expect(paths).not.to.contain('adapters/vault/oprf');
  });
});
