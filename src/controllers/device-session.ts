import {stepEnd, type MadeCode, type MakingAt} from '../domain/next-code.js';
import type {Device, Enrolment} from '../domain/contract.js';
import type {DeviceList} from '../domain/device-list.js';
import {failure, success, type Result} from '../domain/problems.js';
import type {FirstCode} from '../ports/device-endpoint.js';
import type {CallOptions} from '../ports/endpoint.js';
import type {Biometrics, EnrolmentKeys, OpenVault, RegisterKey} from '../ports/vault.js';
import {Confirmations} from './confirmations.js';
import {handOver, onHandOver, takeOver} from './handed-over-vault.js';
import type {DeviceSessionOptions} from './device-session-options.js';
import {LoadedVault} from './loaded-vault.js';
import {notLoaded} from './not-loaded.js';
import {FailedAttempts, guardUntil} from './password-guard.js';

/**
 * Owns what a flow may not hold: the typed password for as long as it is needed, the keys of an enrolment that is
 * under way, the open vault. Decides nothing: each method is one step that the flow asked for.
 */
export class DeviceSession {
  readonly #options: DeviceSessionOptions;
  readonly #vault: LoadedVault;
  #password = '';
  #keys: EnrolmentKeys | null = null;
  #open: OpenVault | null = null;
  #touch: () => void = () => undefined;
  /** Counts the locks: a vault that was asked for before the latest one comes too late. */
  #locks = 0;
  /** Gives up, with the lock, the calls that nobody waits for any more. */
  #untilLock = new AbortController();
  #discarding: Promise<unknown> = Promise.resolve();
  #biometrics: Biometrics | null = null;
  readonly #failed = new FailedAttempts();
  readonly #confirmations: Confirmations;

  constructor(options: DeviceSessionOptions) {
    this.#options = options;
    this.#vault = new LoadedVault(options.loadVault);
    this.#confirmations = new Confirmations({
      ...options,
      vault: () => this.#vault.get(),
      failed: this.#failed,
    });
  }

  get openVault(): OpenVault | null {
    return this.#open;
  }

  /** That nobody has been told of, since the last unlock by password; whoever asks tells them. */
  takeFailedAttempts(): number {
    return this.#confirmations.takeFailedAttempts();
  }

  /** Tries that are left while the endpoint has not heard that the password was right; null when it has. */
  get unconfirmed(): number | null {
    return this.#confirmations.unconfirmed;
  }

  /** The customer is there: the lock for idleness waits again. */
  touch(): void {
    this.#touch();
  }

  /** Leaves the open list to another element of the page, which asks for no password then. */
  handOver(): void {
    const vault = this.#open;
    this.#open = null;
    if (vault) handOver({vault, touch: this.#touch}, this.#options.clock);
  }

  /** The list, and whether another element left it open for this one. What is locked meanwhile takes nothing over. */
  async findList(): Promise<{readonly list: Result<DeviceList | null>; readonly isOpen: boolean}> {
    const asked = this.#locks;
    const list = await this.readList();
    const handed = list.ok && asked === this.#locks ? takeOver() : null;
    if (handed) {
      this.#own(handed.vault);
      this.#touch = handed.touch;
    }
    return {list, isOpen: handed !== null};
  }

  /** Takes over what the customer typed. */
  hold(password: string): void {
    this.#password = password;
  }

  isHeld(password: string): boolean {
    return password !== '' && password === this.#password;
  }

  forgetPassword(): void {
    this.#password = '';
  }

  lock(): void {
    const open = this.#open;
    this.#locks += 1;
    this.#open = null;
    this.#keys = null;
    open?.lock();
    this.#untilLock.abort();
    this.#untilLock = new AbortController();
  }

  async readList(): Promise<Result<DeviceList | null>> {
    return this.#vault.use(async (vault) => {
      void this.#confirmations.settle();
      await this.#discarding;
      return vault.read();
    });
  }

  /**
   * Calls back after every change of the list, by this page or another, and when an open one is handed over. Returns an
   * unsubscribe function. Where the vault does not load nothing is heard: reading the list says what is wrong.
   */
  async watch(listener: () => void): Promise<() => void> {
    const stopTaking = onHandOver(listener);
    try {
      const stop = (await this.#vault.get()).subscribe(listener);
      return () => {
        stop();
        stopTaking();
      };
    } catch {
      return stopTaking;
    }
  }

  async unlock(by: 'password' | 'passkey'): Promise<Result<null>> {
    const asked = this.#locks;
    return this.#vault.use(async (vault) => {
      const opened =
        by === 'password'
          ? await vault.unlock(this.#password, this.#countingGuard())
          : await vault.unlockWithPasskey(this.#untilLock.signal);
      if (opened.ok && by === 'passkey') void this.#hearOf(opened.value);
      if (opened.ok) void this.#giveKey(opened.value);
      return opened.ok ? this.#keep(opened.value, asked) : opened;
    });
  }

  /** The code of an account of the open list as of now; `bound`: how it is made where it answers a question. */
  async code(account: string, bound?: MakingAt | null): Promise<Result<MadeCode>> {
    const [now, open] = [this.#options.now(), this.#open];
    const [making, period] = [bound?.(now), open?.totp(account)?.period];
    const code = making?.ok === false ? making : await open?.code(account, now, making?.value);
    if (!code?.ok || period === undefined) return code && !code.ok ? code : failure({code: 'vault_locked'});
    return success({code: code.value, next: stepEnd(now, period)});
  }

  /** Fresh keys for an enrolment. */
  async createKeys(): Promise<Result<EnrolmentKeys>> {
    return this.#vault.use(async (vault) => {
      const asked = this.#locks;
      const keys = await vault.createKeys();
      if (asked !== this.#locks) return failure({code: 'vault_locked'});
      this.#keys = keys;
      return success(keys);
    });
  }

  /** Derives the seeds and writes them, wrapped and pending: into a new vault, or into the one that is open. */
  async secure(enrolment: Enrolment, deviceName: string): Promise<Result<null>> {
    const [keys, asked] = [this.#keys, this.#locks];
    if (!keys) return failure({code: 'vault_locked'});
    if (this.#open) {
      // The endpoint adds accounts only to a device whose unlock it has seen confirmed.
      const first = await this.#open.confirmed;
      const confirmed = first.ok ? first : await this.#confirmations.settle();
      if (!confirmed.ok) return confirmed;
      if (!this.#open) return failure({code: 'vault_locked'});
      const added = await this.#open.add(enrolment, keys);
      return added.ok ? success(null) : added;
    }
    return this.#vault.use(async (vault) => {
      const installed = await vault.install({
        enrolment,
        keys,
        deviceName,
        password: this.#password,
        guard: this.#guard(),
      });
      return installed.ok ? this.#keep(installed.value, asked) : installed;
    });
  }

  async activate(enrolment: string, options: CallOptions): Promise<Result<Device>> {
    const codes = await this.#firstCodes();
    return codes.ok ? this.#options.endpoint().activateEnrolment(enrolment, codes.value, options) : codes;
  }

  /** The endpoint has activated what is pending here. The list stays open. */
  async finish(): Promise<Result<null>> {
    return this.#vault.usePending(async (vault, enrolment) => {
      const activated = await vault.activate(enrolment);
      if (!activated.ok) return activated;
      // A browser may ask the customer, who may never answer.
      void vault.persist();
      this.#keys = null;
      return success(null);
    });
  }

  /** What is read after this is read without what was pending. */
  async discardPending(): Promise<Result<null>> {
    const discarding = this.#vault.usePending(async (vault, enrolment) => {
      const discarded = await vault.discard(enrolment);
      return discarded.ok ? success(null) : discarded;
    });
    this.#discarding = discarding;
    return discarding;
  }

  async remove(account: string): Promise<Result<DeviceList | null>> {
    return this.#vault.use(async (vault) => {
      const removed = await vault.remove(account);
      return removed.ok ? this.readList() : removed;
    });
  }

  /** That whoever has the open list is its owner: a guess costs here what it costs at the unlock. */
  async prove(by: 'password' | 'passkey'): Promise<Result<null>> {
    const proved =
      by === 'password'
        ? await this.#open?.prove(this.#password, this.#countingGuard())
        : await this.#open?.proveByPasskey(this.#untilLock.signal);
    return proved ?? failure({code: 'vault_locked'});
  }

  /** The open vault under the password that is held now. */
  async changePassword(): Promise<Result<DeviceList | null>> {
    const changed = await this.#open?.changePassword(this.#password, this.#confirmations.watch(this.#guard()));
    return this.#listAfter(changed);
  }

  /** Whether biometrics can be promised; what can't be told is not promised. */
  async biometrics(): Promise<Biometrics> {
    try {
      this.#biometrics = await (await this.#vault.get()).biometrics();
    } catch {
      this.#biometrics = 'not-here';
    }
    return this.#biometrics;
  }

  /** Whether the browser has promised not to clear the list by itself; asked to now, it may ask the customer. */
  async isKept(ask = false): Promise<boolean> {
    const kept = await this.#vault.use(async (vault) => success(await (ask ? vault.persist() : vault.isPersisted())));
    return kept.ok && kept.value;
  }

  /** What was found out is not asked again here: a ceremony has to begin in the customer's gesture. */
  async addPasskey(label: string): Promise<Result<DeviceList | null>> {
    if (this.#biometrics === 'not-set-up') return failure({code: 'passkey_not_set_up'});
    return this.#listAfter(await this.#open?.addPasskey({label, signal: this.#untilLock.signal}));
  }

  async removePasskey(): Promise<Result<DeviceList | null>> {
    return this.#listAfter(await this.#open?.removeSlot('passkey'));
  }

  async wipe(): Promise<Result<null>> {
    this.lock();
    return this.#vault.use(async (vault) => {
      const erased = await vault.erase();
      return erased.ok ? success(null) : erased;
    });
  }

  /** A vault that nobody watches over is not used. */
  async #keep(opened: OpenVault, asked: number): Promise<Result<null>> {
    if (asked === this.#locks) {
      this.#own(opened);
      try {
        this.#touch = await this.#options.watchOver(opened);
      } catch {
        this.lock();
        return failure(notLoaded);
      }
    }
    if (this.#open === opened) return success(null);
    opened.lock();
    return failure({code: 'vault_locked'});
  }

  #own(opened: OpenVault): void {
    this.#open = opened;
    opened.onLock(() => {
      if (this.#open !== opened) return;
      this.#open = null;
      this.#options.onLock();
    });
  }

  /** A passkey opens without the endpoint, whose time codes go by; what it has counted is heard of in no other way. */
  async #hearOf({device}: OpenVault): Promise<void> {
    const {endpoint, callOptions, onNews} = this.#options;
    try {
      const [heard] = await Promise.all([endpoint().getDevice(device, callOptions()), this.#confirmations.find()]);
      if (!heard.ok || heard.value.failedAttempts === undefined) return;
      this.#failed.hear(heard.value.failedAttempts);
      onNews();
    } catch {
      // Nothing is connected; the device's own clock has to do.
    } finally {
      void this.#confirmations.settle();
    }
  }

  /** What fails is done with the next unlock. */
  async #giveKey(opened: OpenVault): Promise<void> {
    const {endpoint, callOptions} = this.#options;
    try {
      const to = endpoint();
      const register: RegisterKey = async (...key) =>
        (await to.registerKey?.(...key, callOptions())) ?? failure(notLoaded);
      if (to.registerKey) await opened.giveKey(register);
    } catch {
      // Nothing is connected.
    }
  }

  #guard() {
    return guardUntil(this.#untilLock.signal, this.#options);
  }

  #countingGuard() {
    return this.#confirmations.watch(this.#failed.listen(this.#guard(), this.#options));
  }

  async #firstCodes(): Promise<Result<readonly FirstCode[]>> {
    const open = this.#open;
    if (!open) return failure({code: 'vault_locked'});
    const codes: FirstCode[] = [];
    for (const {account, state} of open.accounts) {
      if (state !== 'pending') continue;
      const code = await open.code(account, this.#options.now());
      if (!code.ok) return code;
      codes.push({account, code: code.value});
    }
    return success(codes);
  }

  async #listAfter(done: Result<unknown> | undefined): Promise<Result<DeviceList | null>> {
    if (!done) return failure({code: 'vault_locked'});
    return done.ok ? this.readList() : done;
  }
}
