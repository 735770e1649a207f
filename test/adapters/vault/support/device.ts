/** A device with a vault of its own, and the endpoint that it is enrolled at. */
import {expect} from 'chai';
import {createDeviceStore} from '../../../../src/adapters/device-store.js';
import {createVault} from '../../../../src/adapters/vault/index.js';
import type {TotpParameters} from '../../../../src/domain/otp.js';
import {success, type Problem, type Result} from '../../../../src/domain/problems.js';
import type {DeviceStore} from '../../../../src/ports/device-store.js';
import type {Installation, OpenVault, Vault} from '../../../../src/ports/vault.js';
import {ReferenceEndpoint, type Device} from '../../../../src/testing/reference/reference-endpoint.js';

/** A moment in a time step, not at its edge. */
export const AT = Date.UTC(2026, 10, 22, 10, 0, 7);
export const PASSWORD = '804293';

/** The value of a result that has to be one. */
export function valueOf<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`${result.problem.code}: ${result.problem.hint ?? ''}`);
  return result.value;
}

export function problemOf(result: Result<unknown>): Problem {
  expect(result.ok, 'it succeeded').to.equal(false);
  return (result as Extract<typeof result, {ok: false}>).problem;
}

export interface TestDevice {
  readonly vault: Vault;
  readonly store: DeviceStore;
  readonly endpoint: ReferenceEndpoint;
  readonly name: string;
}

const names = new Set<string>();

/** Each device has its own database, which is gone after the test. */
export function newDevice(name: string = `device-${crypto.randomUUID()}`): TestDevice {
  names.add(name);
  const store = createDeviceStore({name});
  return {vault: createVault(store), store, endpoint: new ReferenceEndpoint(), name};
}

export async function forgetDevices(): Promise<void> {
  const deletions = [...names].map(
    (name) =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.deleteDatabase(name);
        request.onsuccess = () => resolve();
        request.onerror = () => reject(new Error(name));
      }),
  );
  names.clear();
  await Promise.all(deletions);
}

interface InstallOptions {
  readonly accounts?: readonly string[];
  readonly totp?: TotpParameters;
  readonly password?: string;
}

/** Installs a vault, and gives it open together with its enrolment's id. */
export async function install(
  {vault, endpoint}: TestDevice,
  options: InstallOptions = {},
): Promise<readonly [OpenVault, string]> {
  const {accounts = ['058C000001'], totp, password = PASSWORD} = options;
  const keys = await vault.createKeys();
  const enrolment = await endpoint.enrol({publicKey: keys.publicKey, accounts, ...(totp && {totp})});
  const installation = {enrolment, keys, deviceName: 'Pixel 9', password, guard: endpoint};
  return [valueOf(await vault.install(installation)), enrolment.id];
}

interface Template {
  readonly id: string;
  readonly record: unknown;
  readonly known: Device;
}
const templates = new Map<string, Template>();

/** Enrolling takes a second, so it is done once for each kind of device. */
async function template(options: InstallOptions): Promise<Template> {
  const kind = JSON.stringify(options);
  const present = templates.get(kind);
  if (present) return present;
  const device = newDevice();
  const [open, enrolment] = await install(device, options);
  device.endpoint.activate(enrolment);
  valueOf(await device.vault.activate(enrolment));
  open.lock();
  const id = open.device;
  const made = {id, record: valueOf(await device.store.read()), known: device.endpoint.copyOf(id)};
  templates.set(kind, made);
  return made;
}

/** A device whose enrolment is over and done, locked again. */
export async function enrolledDevice(options: InstallOptions = {}): Promise<TestDevice & {readonly id: string}> {
  const {id, record, known} = await template(options);
  const device = newDevice();
  device.endpoint.devices.set(id, known);
  device.endpoint.devices.set(id, device.endpoint.copyOf(id));
  valueOf(await device.store.update(() => success(record)));
  return {...device, id};
}

/** An installation that is ready to be handed to a vault, for whoever wants to spoil it first. */
export async function installation(
  {vault, endpoint}: TestDevice,
  accounts: readonly string[] = ['058C000001'],
): Promise<Installation> {
  const keys = await vault.createKeys();
  const enrolment = await endpoint.enrol({publicKey: keys.publicKey, accounts});
  return {enrolment, keys, deviceName: 'Pixel 9', password: PASSWORD, guard: endpoint};
}
