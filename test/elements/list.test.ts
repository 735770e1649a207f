import {expect} from 'chai';
import {accounts, reached} from '../../stories/fixtures/index.js';
import {clockFrom, codesShown, DEVICE, enter, PASSWORD} from '../../stories/fixtures/device.js';
import {mountList} from './support/mount-device.js';

describe('reading codes in <otp-list>', () => {
  it('the password opens it, and each account shows the code of the endpoint’s moment', async () => {
    const {element, endpoint} = await mountList({now: clockFrom()});
    await reached(element, 'locked');
    await enter(element, PASSWORD, 'open');
    const [code] = await codesShown(element);
    expect(code?.replace(' ', '')).to.equal(endpoint.books.code(DEVICE, accounts.base, endpoint.now()));
  });
});
