/** In an app of the phone that makes the codes, `<otp-verify>` tells what other pages ask of that phone. */
import {expect} from 'chai';
import {OtpDeviceCode} from '../../src/elements/internal/otp-device-code/otp-device-code.js';
import type {OtpVerify} from '../../src/elements/otp-verify/otp-verify.js';
import {appears, inside} from '../../stories/fixtures/customer/inside.js';
import {DEVICE} from '../../stories/fixtures/device.js';
import {listOfThisDevice, onThisDevice} from '../../stories/fixtures/states/verify-on-device.js';
import {reached, shown} from '../../stories/fixtures/index.js';
import {hastened} from './support/fake-timers.js';
import {heard} from './support/mount.js';
import {mountVerify} from './support/mount-account.js';

const here = {standing: onThisDevice, list: listOfThisDevice} as const;
const first = 'apr_00000000000000000001';
const second = 'apr_00000000000000000002';

const partOf = (element: OtpVerify) => inside(element, 'otp-device-code');
const bar = ({shadowRoot}: Element) => shadowRoot?.querySelector<HTMLButtonElement>('button.choice') ?? null;
const field = ({shadowRoot}: Element) => shadowRoot?.querySelector('#code') ?? null;

/** The phone is asked again ten times sooner in these tests. */
let atUsualPace: () => void;
beforeEach(() => void (atUsualPace = hastened([3000], 10)));
afterEach(() => atUsualPace());

describe('what waits for an approval while an app asks for a code', () => {
  it('is told below that, and asks the app for the list at what waits', async () => {
    const {element} = await mountVerify({...here, asked: [{id: first}]});
    const part = await partOf(element);
    const button = await appears(() => bar(part));
    expect(shown(button)).to.equal('Yêu cầu khác đang chờ: 1 Mở Danh sách KB-OTP để xem.');
    expect(field(part)).not.to.equal(null);
    const wanted = heard(element, 'otp-list-requested');
    button.click();
    expect((await wanted).request).to.equal(first);
    expect(element.step).to.equal('code');
  });

  it('is chosen from in the list where there are several', async () => {
    const {element} = await mountVerify({...here, asked: [{id: first}, {id: second}]});
    const part = await partOf(element);
    const button = await appears(() => /: 2 /.test(shown(bar(part))) && bar(part));
    const wanted = heard(element, 'otp-list-requested');
    button.click();
    expect((await wanted).request).to.equal('');
  });

  it('is said once for the ear', async () => {
    const {element} = await mountVerify({...here, asked: [{id: first}]});
    const part = await partOf(element);
    await appears(() => bar(part));
    expect(shown(part.shadowRoot?.querySelector('[role=status]'))).to.equal('Yêu cầu khác đang chờ: 1');
  });

  it('goes when it is answered elsewhere', async () => {
    const {element, endpoint} = await mountVerify({...here, asked: [{id: first}]});
    const part = await partOf(element);
    await appears(() => bar(part));
    const options = {idempotencyKey: 'elsewhere', signal: new AbortController().signal};
    await endpoint.rejectRequest?.(DEVICE, first, 'changed-mind', options);
    await appears(() => bar(part) === null);
    expect(field(part)).not.to.equal(null);
  });

  it('is not what the app itself asks for', async () => {
    const {element, endpoint} = await mountVerify({...here, asked: []});
    const part = await partOf(element);
    await appears(() => field(part));
    endpoint.askForApproval?.({id: part.challenge?.id ?? ''});
    await appears(() => endpoint.calls.listRequests.length > 2);
    expect(bar(part)).to.equal(null);
  });

  it('is not asked for in an order ticket, which has no room for it', async () => {
    const {loadRequestsBar} = OtpDeviceCode;
    let loaded = 0;
    OtpDeviceCode.loadRequestsBar = () => {
      loaded += 1;
      return loadRequestsBar();
    };
    try {
      const {element} = await mountVerify({...here, asked: [{id: first}], properties: {density: 'compact'}});
      const part = await partOf(element);
      await appears(() => field(part));
      expect(loaded).to.equal(0);
    } finally {
      OtpDeviceCode.loadRequestsBar = loadRequestsBar;
    }
  });

  it('is not asked for on a channel whose device makes no codes', async () => {
    const {element, endpoint} = await mountVerify({...here, asked: [{id: first}], properties: {channel: 'kb-trade'}});
    await reached(element, 'code');
    await element.updateComplete;
    expect(endpoint.calls.listRequests).to.deep.equal([]);
  });

  it('keeps nobody from the code where its part can’t be loaded', async () => {
    const {loadRequestsBar} = OtpDeviceCode;
    OtpDeviceCode.loadRequestsBar = () => Promise.reject(new TypeError('lost'));
    try {
      const {element} = await mountVerify({...here, asked: [{id: first}]});
      const part = await partOf(element);
      await appears(() => field(part));
    } finally {
      OtpDeviceCode.loadRequestsBar = loadRequestsBar;
    }
  });
});
