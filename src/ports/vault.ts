import type {AccountName, DeviceKey} from '../domain/contract.js';
import type {DeviceList} from '../domain/device-list.js';
import type {Making, TotpParameters} from '../domain/otp.js';
import type {Result} from '../domain/problems.js';
import type {AccountOnDevice, SlotKind} from '../domain/vault-record.js';

/** What the endpoint answers to `POST /enrolments`. Binary values are base64url without padding. */
export interface Enrolment {
  readonly id: string;
  readonly device: string;
  /** P-256, uncompressed. */
  readonly serverPublicKey: string;
  readonly nonce: string;
  readonly totp: TotpParameters;
  readonly accounts: readonly AccountName[];
  /** Shows that the endpoint holds the keys that the device derives. */
  readonly serverConfirmation: string;
  /** RFC 3339. */
  readonly expiresAt: string;
}

/** By which a device shows that a request is its own. */
export interface OwnKey {
  readonly publicKey: DeviceKey;
  /** Not extractable. */
  readonly privateKey: CryptoKey;
}

/** Tells the endpoint the key of a device; `mac` comes out of its opened vault only. */
export type RegisterKey = (device: string, key: DeviceKey, mac: string) => Promise<Result<unknown>>;

/** The endpoint's half of the device's part in an agreement; good for one enrolment, gone with the page. */
export interface EnrolmentKeys {
  /** For the enrolment request: P-256, uncompressed, base64url. */
  readonly publicKey: string;
  /** Not extractable. */
  readonly privateKey: CryptoKey;
  /** For a new device. */
  readonly own: OwnKey;
}

/** What the endpoint answers to `POST /devices/{device}/unlocks`: its evaluation of a blinded password. */
export interface Evaluation {
  readonly id: string;
  /** P-256, compressed, base64url. */
  readonly evaluatedElement: string;
  /** Evaluations that are left without a confirmation in between. */
  readonly attemptsLeft: number;
  readonly accounts: readonly AccountOnDevice[];
}

/** The endpoint as the guard of a device's password: it counts guesses, and learns nothing about them. */
export interface PasswordGuard {
  evaluate(device: string, blindedElement: string): Promise<Result<Evaluation>>;
  /** `mac` comes out of an opened vault only; it makes the count start anew. */
  confirm(device: string, evaluation: string, mac: string): Promise<Result<unknown>>;
}

/** What a page leaves of an unlock by password for those that come after it. */
export interface UnlockNote {
  readonly device: string;
  readonly unlock: string;
  /** That had failed before and that the customer has not been told of; the endpoint forgets them with the unlock. */
  readonly failedAttempts: number;
  /** Null once the endpoint has heard it. */
  readonly confirmation: Confirmation | null;
}

/** That a password was right, as long as the endpoint may not have heard it. No secret: it opens nothing. */
export interface Confirmation {
  readonly mac: string;
  /** Epoch milliseconds. */
  readonly since: number;
  /** Evaluations that are left until it is heard. */
  readonly attemptsLeft: number;
}

export interface Installation {
  readonly enrolment: Enrolment;
  readonly keys: EnrolmentKeys;
  /** As the customer knows the device. */
  readonly deviceName: string;
  readonly password: string;
  readonly guard: PasswordGuard;
}

/** Whether biometrics can be promised on this device, as far as it can be told without trying. */
export type Biometrics = 'here' | 'not-set-up' | 'not-here';

export interface PasskeyOptions {
  /** How the customer finds the passkey again among others. */
  readonly label: string;
  readonly signal?: AbortSignal;
}

/** The device's list as far as it needs no opening. The same problems as those of a `Vault`. */
export interface VaultList {
  /** Null where the device has no vault. */
  read(): Promise<Result<DeviceList | null>>;
  /** Calls back after every change, of this page's or another's making. Returns how to stop. */
  subscribe(listener: () => void): () => void;
  /** Takes an account from the list; with the last one the whole vault goes. */
  remove(account: string): Promise<Result<void>>;
}

/**
 * The device's "Danh sách KB-OTP": seeds under a password that can't be searched for without the endpoint, or under a
 * passkey. Methods don't throw. Besides what the guard answers, which is passed on, and the problems of a
 * `DeviceStore`: `vault_missing`, `vault_damaged`, `wrong_password` (with `attemptsLeft`), `vault_locked`,
 * `passkey_unsupported`, `passkey_failed`, `passkey_changed`,
 * `malformed_answer` (the endpoint's answer is broken or not confirmed by
 * the keys agreed on), and `state_conflict` (the vault is not in the state that the call is for: another enrolment is
 * pending, another device's vault is here, no such slot). After a problem the vault is what it was before.
 */
export interface Vault extends VaultList {
  createKeys(): Promise<EnrolmentKeys>;
  /**
   * Makes the device's vault from an enrolment, open and with its accounts pending: their first codes are the proof
   * that the endpoint waits for. The password costs two evaluations: the second shows that the vault opens again.
   */
  install(installation: Installation): Promise<Result<OpenVault>>;
  /** The endpoint has accepted the first codes. Nothing happens when the enrolment is active already. */
  activate(enrolment: string): Promise<Result<void>>;
  /** The enrolment came to nothing. Accounts that were active before stay. */
  discard(enrolment: string): Promise<Result<void>>;

  unlock(password: string, guard: PasswordGuard): Promise<Result<OpenVault>>;
  /** Works offline. Has to be called from a user's gesture. */
  unlockWithPasskey(signal?: AbortSignal): Promise<Result<OpenVault>>;

  /** Of this device; none where nothing can be read. */
  unlockNotes(): Promise<readonly UnlockNote[]>;
  /** Keeps a note as long as the vault is there, or none; where nothing can be kept nothing happens. */
  keepUnlockNote(unlock: string, note: UnlockNote | undefined): Promise<unknown>;

  /** Forgets everything, a damaged vault too, but not one of a later version. */
  erase(): Promise<Result<void>>;
  /** Asks nothing of the customer. */
  biometrics(): Promise<Biometrics>;
  /** Whether the browser has promised to keep the vault; false where it can't be told. */
  isPersisted(): Promise<boolean>;
  /** Asks the browser to keep the vault when space is short. */
  persist(): Promise<boolean>;
}

/**
 * An open vault holds key handles, no bytes. `lock` drops them; so does the loss of the vault, here or in another
 * tab.
 */
export interface OpenVault {
  readonly device: string;
  readonly isLocked: boolean;
  readonly accounts: readonly AccountOnDevice[];
  /** How it was opened; a new vault counts as opened by password. */
  readonly openedBy: SlotKind;
  /**
   * Whether the endpoint has taken the unlock for a good one. It need not be waited for; while it fails, tries are
   * used up.
   */
  readonly confirmed: Promise<Result<unknown>>;

  totp(account: string): TotpParameters | null;
  /**
   * The code of an account at `at` (epoch milliseconds, endpoint time), or one that is made in another way than its
   * codes are. A pending account's is its first code.
   */
  code(account: string, at: number, making?: Making): Promise<Result<string>>;
  lock(): void;
  /** Calls back once, when it is locked. */
  onLock(listener: () => void): void;

  /** Gives the device a key of its own where it was registered before devices had one. Need not be waited for. */
  giveKey(register: RegisterKey): Promise<void>;
  /** Adds the accounts of a further enrolment of this device, pending. */
  add(enrolment: Enrolment, keys: EnrolmentKeys): Promise<Result<void>>;
  /** Whether that is the password; asked and counted as an unlock, which it is but for what comes out. */
  prove(password: string, guard: PasswordGuard): Promise<Result<null>>;
  /** Has to be called from a user's gesture. */
  proveByPasskey(signal?: AbortSignal): Promise<Result<null>>;
  /** The old password opens the vault until the new one has been shown to. */
  changePassword(password: string, guard: PasswordGuard): Promise<Result<void>>;
  /** Has to be called from a user's gesture. */
  addPasskey(options: PasskeyOptions): Promise<Result<void>>;
  /**
   * Takes a way of unlocking away, but not the last one, and the password only from a vault that the passkey has
   * opened: until then nobody has seen it work.
   */
  removeSlot(kind: SlotKind): Promise<Result<void>>;
}
