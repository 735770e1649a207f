/** By which keys a list knows what it scans: told by the endpoint, kept beside the list, gone with it. */
import {expect} from 'chai';
import {createDeviceStore} from '../../src/adapters/device-store.js';
import {createVault} from '../../src/adapters/vault/index.js';
import {appears, pressable, tap} from '../../stories/fixtures/customer/inside.js';
import {enter, honestly, PASSWORD} from '../../stories/fixtures/device.js';
import {problem, reached} from '../../stories/fixtures/index.js';
import {listAgain} from './support/mount-device.js';
import {hold, opened, scannerOf} from './support/scanning.js';

describe('the keys by which <otp-list> knows what it scans', () => {
  const kept = async () => {
    const notes = await createDeviceStore().notes();
    return notes.ok ? notes.value : [];
  };
  /** What is kept, once it is as much as that. */
  const keptBy = async (count: number): Promise<readonly unknown[]> => {
    for (;;) {
      const notes = await kept();
      if (notes.length === count) return notes;
    }
  };

  it('are told by the endpoint and kept: without a network the list scans as well', async () => {
    const {element, endpoint} = await opened();
    await pressable(await scannerOf(element), 'scan');
    await keptBy(1);
    element.remove();
    const offline = {...endpoint, listRequests: async () => problem('offline')};
    const again = listAgain(offline);
    await enter(again, PASSWORD, 'open');
    const scanner = await scannerOf(again);
    await tap(scanner, 'scan');
    await hold(endpoint);
    await appears(() => scanner.step === 'reviewing');
  });

  it('are none where the endpoint tells none, and nothing is offered or kept', async () => {
    const {element, endpoint} = await opened({scans: false});
    await appears(() => endpoint.calls.listRequests.length > 1);
    expect(element.shadowRoot?.querySelector('otp-scan')).to.equal(null);
    expect(await kept()).to.deep.equal([]);
  });

  it('are none any more once the endpoint tells none', async () => {
    const {element} = await opened({device: {listRequests: [honestly, honestly, withoutKeys as never]}});
    await scannerOf(element);
    await appears(() => !element.shadowRoot?.querySelector('otp-scan'));
    expect(await keptBy(0)).to.deep.equal([]);
  });

  it('go with the list', async () => {
    await opened();
    expect(await keptBy(1)).to.have.length(1);
    await createVault(createDeviceStore()).erase();
    expect(await kept()).to.deep.equal([]);
  });

  it('that are no keys are none', async () => {
    const broken = async (honest: () => Promise<{ok: boolean; value?: object}>) => {
      const answer = await honest();
      return {...answer, value: {...answer.value, scanKeys: ['no key']}};
    };
    const {element, endpoint} = await opened({device: {listRequests: broken as never}});
    await appears(() => endpoint.calls.listRequests.length > 1);
    await reached(element, 'open');
    expect(element.shadowRoot?.querySelector('otp-scan')).to.equal(null);
  });
});

/** The honest answer of an endpoint that signs no pictures any more. */
const withoutKeys = async (honest: () => Promise<{ok: true; value: object}>) => {
  const {value} = await honest();
  return {ok: true, value: {...value, scanKeys: undefined}};
};
