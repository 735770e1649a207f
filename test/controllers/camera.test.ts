import {expect} from 'chai';
import {LitElement} from 'lit';
import {CameraController} from '../../src/controllers/camera.js';
import type {CameraHearing, QrCamera} from '../../src/ports/camera.js';

class CameraHost extends LitElement {
  readonly heard: string[] = [];
  hearings: CameraHearing[] = [];
  closed = 0;
  readonly #source: QrCamera = {
    prepare: async () => undefined,
    open: async (hearing) => {
      this.hearings.push(hearing);
      return {view: document.createElement('div'), close: () => void (this.closed += 1)};
    },
  };
  readonly camera = new CameraController(this, () => this.#source, {
    onOn: () => void this.heard.push('on'),
    onText: (text) => void this.heard.push(text),
    onProblem: (problem) => void this.heard.push(`!${problem}`),
  });
}
customElements.define('camera-host', CameraHost);

const visibility = (state: 'hidden' | 'visible') => {
  Object.defineProperty(document, 'visibilityState', {configurable: true, value: state});
  document.dispatchEvent(new Event('visibilitychange'));
};
const settled = () => new Promise((resolve) => void setTimeout(resolve));

describe('a camera that is wanted', () => {
  let host: CameraHost;
  beforeEach(async () => {
    host = new CameraHost();
    document.body.append(host);
    host.camera.aim(true);
    await settled();
  });
  afterEach(() => {
    host.remove();
    Reflect.deleteProperty(document, 'visibilityState');
  });

  it('is off while the page is hidden, and on again when it is seen', async () => {
    visibility('hidden');
    expect([host.closed, host.camera.view]).to.deep.equal([1, null]);
    visibility('visible');
    await settled();
    expect([host.hearings.length, host.closed]).to.deep.equal([2, 1]);
    expect(host.camera.view).to.not.equal(null);
  });

  it('is heard no more once it is off, whatever it still reads or loses', async () => {
    const [first] = host.hearings;
    first?.onText('one');
    host.camera.aim(false);
    first?.onText('two');
    first?.onLost();
    host.camera.aim(true);
    await settled();
    first?.onText('three');
    expect(host.heard).to.deep.equal(['on', 'one', 'on']);
  });

  it('that was lost stays off until it is wanted again', async () => {
    host.hearings[0]?.onLost();
    expect([host.heard, host.closed]).to.deep.equal([['on', '!busy'], 1]);
    host.camera.aim(true);
    await settled();
    expect(host.hearings).to.have.length(2);
  });
});
