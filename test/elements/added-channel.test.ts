/** A channel that the broker has added: elements know nothing of it but what the endpoint says in the status. */
import {expect} from 'chai';
import type {ChannelRules} from '../../src/domain/contract.js';
import {reached, send, shown, statusWith, type Script} from '../../stories/fixtures/index.js';
import {mountCancel, mountVerify} from './support/mount-account.js';
import {mountEnroll} from './support/mount-device.js';
import {mount, settled} from './support/mount.js';

const channel = 'kb-smart';
const page: ChannelRules = {name: 'KB-Smart', enrolls: false, makesCodes: false, synchronizes: false};
const app: ChannelRules = {...page, enrolls: true, makesCodes: true};
const derivatives: ChannelRules = {...page, synchronizes: true};
const saying = (channelRules?: ChannelRules): Pick<Script, 'getAuthentication'> => ({
  getAuthentication: (scene) => ({...statusWith('kb-otp', 'sms')(scene), ...(channelRules && {channelRules})}),
});

describe('<otp-verify> on a channel that the broker has added', () => {
  const accountLine = (element: Element) => shown(element.shadowRoot?.querySelector('[part=account]'));

  it('asks for a code, and calls it as the endpoint does', async () => {
    const {element} = mount({channel, script: saying(page)});
    await reached(element, 'code');
    expect(accountLine(element)).to.match(/KB-Smart$/);
  });

  it('calls it by its id where the endpoint says nothing of it', async () => {
    const {element} = mount({channel, script: saying()});
    await reached(element, 'code');
    expect(accountLine(element)).to.match(/kb-smart$/);
  });

  it('still calls it so when the code is taken', async () => {
    const {element} = mount({channel, script: saying(page)});
    await send(element, 'verified', '123456');
    expect(accountLine(element)).to.match(/KB-Smart$/);
  });

  for (const [what, rules, asks] of [
    ['makes codes asks this device for one', app, true],
    ['makes none asks the customer', page, false],
  ] as const)
    it(`one that ${what}`, async () => {
      const {element} = await mountVerify({properties: {channel}, script: saying(rules)});
      await reached(element, 'code');
      await settled();
      expect(element.shadowRoot?.querySelector('otp-device-code') !== null).to.equal(asks);
    });

  for (const id of ['KB-Smart', 'kb smart', '7th'])
    it(`“${id}” can be the id of none, and nobody is asked`, async () => {
      const {element, endpoint} = mount({channel: id});
      await reached(element, 'failed');
      expect(Object.values(endpoint.calls).flat()).to.deep.equal([]);
    });
});

describe('<otp-enroll> on a channel that the broker has added', () => {
  for (const [what, rules, step] of [
    ['registers', app, 'terms'],
    ['is a page', page, 'wrong-channel'],
    ['has no rules', undefined, 'wrong-channel'],
    ['synchronizes', derivatives, 'synchronizing'],
  ] as const)
    it(`that ${what} comes to “${step}”`, async () => {
      const {element} = await mountEnroll({properties: {channel}, script: saying(rules)});
      await reached(element, step);
    });
});

describe('<otp-cancel> on a channel that the broker has added', () => {
  for (const [what, rules, ways] of [
    ['registers: the customer may register again', app, ['Đăng ký KB-OTP', 'Quay lại']],
    ['does not: they may leave', page, ['Quay lại']],
  ] as const)
    it(`that ${what}`, async () => {
      const {element, endpoint} = await mountCancel({properties: {channel}, standing: {onKbOtp: false}});
      element.endpoint = {
        ...endpoint,
        getAuthentication: async (...asked) => {
          const heard = await endpoint.getAuthentication(...asked);
          return heard.ok ? {...heard, value: {...heard.value, channelRules: rules}} : heard;
        },
      };
      const screen = await reached(element, 'not-enrolled');
      expect(screen.actions().map(shown)).to.deep.equal(ways);
    });
});
