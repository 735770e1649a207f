import {DeviceSession} from '../../controllers/device-session.js';
import {connectDeviceEndpoint, loadVault, watchOver} from '../../wiring/device.js';
import {clock} from '../../wiring/page.js';
import type {DeviceEndpoint} from '../../ports/device-endpoint.js';
import type {Vault} from '../../ports/vault.js';
import {FlowElement} from './flow-element.js';
import type {FlowSchema} from './flow-schema.js';
import {property, text} from './properties.js';

/** An element that has to do with the List of KB-OTP on this device. */
export abstract class DeviceElement<S extends FlowSchema> extends FlowElement<S> {
  /** How this device is called in notices and on other devices. */
  @property({attribute: 'device-name', type: text}) deviceName = '';

  protected readonly session = new DeviceSession({
    loadVault: () => this.loadVault(),
    watchOver,
    endpoint: () => this.deviceEndpoint(),
    callOptions: () => this.callOptions(),
    now: () => this.time.now(),
    clock,
    onNews: () => this.requestUpdate(),
    onLock: () => this.handleLock(),
  });

  /** The vault of this browser. */
  protected loadVault(): Promise<Vault> {
    return loadVault();
  }

  protected deviceEndpoint(): DeviceEndpoint {
    return connectDeviceEndpoint(this.askedEndpoint, this.connection());
  }

  /** Who has asked for a list to be opened may be gone by now; an open one is locked by who watches over it. */
  protected override handleLeap(): void {
    if (!this.session.openVault) this.session.lock();
    this.time.takeDeviceTime();
    super.handleLeap();
  }

  protected abstract handleLock(): void;
}
