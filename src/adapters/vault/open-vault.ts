import {codeOfMac, stepAt, stepMessage, type Hash, type Making, type TotpParameters} from '../../domain/otp.js';
import {failure, success, type Result} from '../../domain/problems.js';
import {
  accountsOn,
  entriesOf,
  withoutSlot,
  withSlot,
  type AccountOnDevice,
  type Entry,
  type SlotKind,
} from '../../domain/vault-record.js';
import type {
  Enrolment,
  EnrolmentKeys,
  OpenVault,
  PasskeyOptions,
  PasswordGuard,
  RegisterKey,
} from '../../ports/vault.js';
import {confirmUnlock} from './confirmation.js';
import {giveKey} from './device-key.js';
import {pendingEnrolment} from './enrolment.js';
import {damaged, openByPasskey, openByPassword, type Handles} from './opening.js';
import {createPasskey, forgetCredential} from './passkey-slot.js';
import {createPasswordSlot} from './password-slot.js';
import {conflict, updateOf, type DeviceRecord, type Records} from './records.js';
import {safely} from './safely.js';
import {deriveSlotKey} from './slot-key.js';
import {sealed} from './slot-seal.js';
import {ivOf, seedName, unwrapConfirmationKey, unwrapSeed, unwrapVaultKey, wrapVaultKey} from './wrapping.js';

const locked = () => failure({code: 'vault_locked'});
const ANOTHER_PASSKEY = 'there is a passkey already';

const passkeyOf = ({slots}: DeviceRecord) => slots.find((slot) => slot.kind === 'passkey');

const whyNoCode: Readonly<Record<NonNullable<Entry['state']>, Result<never> | null>> = {
  active: null,
  superseded: failure({code: 'device_superseded'}),
  removed: failure({code: 'not_enrolled'}),
  cancelled: failure({code: 'not_enrolled'}),
};

/** An open vault follows its record: what another tab changes is seen here, and what another tab erases locks it. */
export class DeviceOpenVault implements OpenVault {
  readonly openedBy: SlotKind;
  readonly confirmed: Promise<Result<unknown>>;
  readonly #records: Records;
  readonly #stopFollowing: () => void;
  readonly #lockListeners = new Set<() => void>();
  /** By IV, and by what is said of them: what comes to be said of an open seed must be what it was wrapped with. */
  readonly #seeds = new Map<string, CryptoKey>();
  #record: DeviceRecord;
  #handles: Handles | null;

  constructor(records: Records, record: DeviceRecord, handles: Handles, confirmed: Promise<Result<unknown>>) {
    this.#records = records;
    this.#record = record;
    this.#handles = handles;
    this.openedBy = handles.slot.kind;
    this.confirmed = confirmed;
    this.#stopFollowing = records.subscribe((kept) => this.#follow(kept));
  }

  get device(): string {
    return this.#record.device;
  }

  get isLocked(): boolean {
    return this.#handles === null;
  }

  get accounts(): readonly AccountOnDevice[] {
    return accountsOn(this.#record);
  }

  totp(account: string): TotpParameters | null {
    return this.#entry(account)?.totp ?? null;
  }

  async code(account: string, at: number, making?: Making): Promise<Result<string>> {
    const entry = this.#entry(account);
    if (!this.#handles) return locked();
    if (!entry) return failure({code: 'not_enrolled'});
    const seed = await this.#openSeed(entry, this.#handles, making?.hash);
    if (!seed) return damaged('a seed does not open');
    const refusal = entry.state && whyNoCode[entry.state];
    if (refusal) return refusal;
    const step = stepAt(at, entry.totp);
    if (step === null) return failure({code: 'clock_drift', hint: 'no code belongs to that time'});
    const mac = await crypto.subtle.sign('HMAC', seed, making?.message ?? stepMessage(step));
    return this.isLocked ? locked() : success(codeOfMac(new Uint8Array(mac), making ?? entry.totp));
  }

  /** Opens every seed, so that the codes are there at once and a damaged one is found now. */
  async openSeeds(): Promise<boolean> {
    const handles = this.#handles;
    if (!handles) return false;
    const seeds = await Promise.all(entriesOf(this.#record).map((entry) => this.#openSeed(entry, handles)));
    return seeds.every((seed) => seed !== null);
  }

  lock(): void {
    if (!this.#handles) return;
    this.#handles = null;
    this.#seeds.clear();
    this.#stopFollowing();
    this.#lockListeners.forEach((listener) => listener());
    this.#lockListeners.clear();
  }

  onLock(listener: () => void): void {
    if (this.#handles) this.#lockListeners.add(listener);
    else listener();
  }

  async giveKey(register: RegisterKey): Promise<void> {
    const {confirmationKey: wrapped} = this.#record;
    const key = wrapped && this.#handles && (await unwrapConfirmationKey(wrapped, this.#handles.vaultKey, this.device));
    if (key) await giveKey(this.#records, this.device, key, register);
  }

  add(enrolment: Enrolment, keys: EnrolmentKeys): Promise<Result<void>> {
    return this.#change(async ({vaultKey}) => {
      if (enrolment.device !== this.device || this.#record.enrolment) return conflict('another enrolment or device');
      const pending = await pendingEnrolment(enrolment, keys, vaultKey);
      if (!pending.ok) return pending;
      return updateOf(this.#records, this.device, (record) =>
        record.enrolment ? conflict('another enrolment is pending') : success({...record, enrolment: pending.value}),
      );
    });
  }

  prove(password: string, guard: PasswordGuard): Promise<Result<null>> {
    return this.#prove(async () => {
      const opened = await openByPassword(this.#record, password, guard);
      if (!opened.ok) return opened;
      const {evaluation, vaultKey} = opened.value;
      void confirmUnlock(this.#record, vaultKey, guard, evaluation.id);
      return success(null);
    });
  }

  proveByPasskey(signal?: AbortSignal): Promise<Result<null>> {
    return this.#prove(async () => {
      const opened = await openByPasskey(this.#record, signal);
      return opened.ok ? success(null) : opened;
    });
  }

  changePassword(password: string, guard: PasswordGuard): Promise<Result<void>> {
    return this.#change(async (handles) => {
      const vaultKey = await this.#rewrappable(handles);
      if (!vaultKey) return damaged('the vault key does not open');
      const confirm = (evaluation: string) => confirmUnlock(this.#record, handles.vaultKey, guard, evaluation);
      const made = await createPasswordSlot(password, this.#record, vaultKey, guard, confirm);
      if (!made.ok) return made;
      return updateOf(this.#records, this.device, (record) => success(withSlot(record, made.value.slot)));
    });
  }

  async addPasskey(options: PasskeyOptions): Promise<Result<void>> {
    if (this.isLocked) return locked();
    if (passkeyOf(this.#record)) return conflict(ANOTHER_PASSKEY);
    // A ceremony waits for the customer, so nobody else is made to wait for it.
    const made = await createPasskey(options);
    if (!made.ok) return made;
    const {secret, ...passkey} = made.value;
    const slotKey = await deriveSlotKey(secret, this.#record, 'passkey');
    return this.#change(async (handles) => {
      const vaultKey = await this.#rewrappable(handles);
      if (!vaultKey) return damaged('the vault key does not open');
      const wrapped = await wrapVaultKey(vaultKey, slotKey, this.device, 'passkey');
      const slot = await sealed({kind: 'passkey', ...passkey, vaultKey: wrapped}, this.#record);
      return updateOf(this.#records, this.device, (record) =>
        passkeyOf(record) ? conflict(ANOTHER_PASSKEY) : success(withSlot(record, slot)),
      );
    });
  }

  async removeSlot(kind: SlotKind): Promise<Result<void>> {
    const passkey = passkeyOf(this.#record);
    const removed = await this.#change(({slot}) =>
      updateOf(this.#records, this.device, (record) => {
        const opener = record.slots.find(({vaultKey}) => ivOf(vaultKey) === ivOf(slot.vaultKey));
        if (kind === 'password' && opener?.kind !== 'passkey') return conflict('nobody has seen the passkey work');
        const left = withoutSlot(record, kind);
        return left.slots.some((other) => other.kind === kind) ? conflict('the last way of unlocking') : success(left);
      }),
    );
    if (removed.ok && kind === 'passkey' && passkey) forgetCredential(passkey);
    return removed;
  }

  /** Nobody has proved anything to a vault that was locked meanwhile. */
  #prove(task: () => Promise<Result<null>>): Promise<Result<null>> {
    return safely(async () => {
      const proved = this.#handles ? await task() : locked();
      return proved.ok && this.isLocked ? locked() : proved;
    });
  }

  /** Runs a change of several steps while no other tab runs one. */
  #change(task: (handles: Handles) => Promise<Result<void>>): Promise<Result<void>> {
    const run = async () => (this.#handles ? task(this.#handles) : locked());
    return safely(() => this.#records.exclusively(run));
  }

  /** The vault key as a handle that can be wrapped, for the moment of doing so. */
  #rewrappable({slot, slotKey, layout}: Handles): Promise<CryptoKey | null> {
    return unwrapVaultKey(slot, slotKey, this.device, layout, true);
  }

  #entry(account: string): Entry | undefined {
    const {entries, enrolment} = this.#record;
    return [...(enrolment?.entries ?? []), ...entries].find((entry) => entry.account === account);
  }

  /** @param hash by which it signs: that of its codes, or of a bound code's suite */
  async #openSeed(entry: Entry, {vaultKey}: Handles, hash: Hash = entry.totp.algorithm): Promise<CryptoKey | null> {
    const {version} = this.#record;
    const key = hash + ivOf(entry.seed) + seedName(entry, version);
    const seed = this.#seeds.get(key) ?? (await unwrapSeed(entry, vaultKey, this.device, version, {hash}));
    if (seed && this.#handles) this.#seeds.set(key, seed);
    return seed;
  }

  #follow(kept: Result<DeviceRecord | null>): void {
    if (kept.ok && kept.value?.device === this.device) this.#record = kept.value;
    else this.lock();
  }
}
