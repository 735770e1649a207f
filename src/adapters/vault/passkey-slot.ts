import {failure, success, type Problem, type Result} from '../../domain/problems.js';
import type {Bytes, VaultSlot} from '../../domain/vault-record.js';
import type {PasskeyOptions} from '../../ports/vault.js';
import {randomBytes, toBase64url} from '../bytes.js';

/** A credential, and what its PRF is asked about. */
export type Passkey = Pick<Extract<VaultSlot, {kind: 'passkey'}>, 'credential' | 'prfSalt'>;

export interface NewPasskey extends Passkey {
  /** Output of the PRF; the receiver erases it. */
  readonly secret: Bytes;
}

/**
 * Signature algorithms by COSE number. Nobody checks a signature, but an authenticator makes no credential without
 * one.
 */
const algorithms = [-7, -257];
const PRF_OUTPUT = 32;
const TIMEOUT = 120_000;

const unsupported: Problem = {code: 'passkey_unsupported', hint: 'the authenticator evaluates no PRF'};

/**
 * Makes a passkey and has it evaluate its PRF (WebAuthn Level 3), user verified. What an authenticator can do is
 * found out by trying: what a browser says of itself is not what the customer's authenticator does.
 */
export async function createPasskey({label, signal}: PasskeyOptions): Promise<Result<NewPasskey>> {
  const prfSalt = randomBytes(32);
  const options = {publicKey: creationOf(label, prfSalt), ...(signal && {signal})};
  const made = await ceremony(() => navigator.credentials.create(options));
  if (!made.ok) return made;
  const passkey = {credential: new Uint8Array(made.value.rawId), prfSalt};
  const {prf} = made.value.getClientExtensionResults();
  // Some authenticators make the credential first and evaluate only when it is used.
  const secret = prf?.enabled && !prf.results ? await evaluatePasskey(passkey, signal) : secretOf(prf);
  if (secret.ok) return success({...passkey, secret: secret.value});
  forgetCredential(passkey);
  return secret;
}

/** The PRF's output for a passkey, user verified; the receiver erases it. */
export async function evaluatePasskey({credential, prfSalt}: Passkey, signal?: AbortSignal): Promise<Result<Bytes>> {
  const publicKey: PublicKeyCredentialRequestOptions = {
    challenge: randomBytes(32),
    allowCredentials: [{type: 'public-key', id: credential}],
    userVerification: 'required',
    timeout: TIMEOUT,
    extensions: {prf: {eval: {first: prfSalt}}},
  };
  const used = await ceremony(() => navigator.credentials.get({publicKey, ...(signal && {signal})}));
  return used.ok ? secretOf(used.value.getClientExtensionResults().prf) : used;
}

const creationOf = (label: string, prfSalt: Bytes): PublicKeyCredentialCreationOptions => ({
  challenge: randomBytes(32),
  rp: {name: 'KB-OTP'},
  user: {id: randomBytes(16), name: label, displayName: label},
  pubKeyCredParams: algorithms.map((alg) => ({type: 'public-key', alg})),
  authenticatorSelection: {residentKey: 'preferred', userVerification: 'required'},
  timeout: TIMEOUT,
  extensions: {prf: {eval: {first: prfSalt}}},
});

function secretOf(prf: AuthenticationExtensionsPRFOutputs | undefined): Result<Bytes> {
  const first = prf?.results?.first;
  if (!first) return failure(unsupported);
  const output = new Uint8Array(ArrayBuffer.isView(first) ? first.buffer : first);
  return output.length === PRF_OUTPUT ? success(output) : failure(unsupported);
}

/** A browser doesn't tell a cancelled ceremony from one that no authenticator could answer, and it shouldn't. */
async function ceremony(run: () => Promise<Credential | null>): Promise<Result<PublicKeyCredential>> {
  if (typeof PublicKeyCredential === 'undefined')
    return failure({code: 'passkey_unsupported', hint: 'no WebAuthn in this browser'});
  try {
    const credential = await run();
    if (credential instanceof PublicKeyCredential) return success(credential);
    return failure({code: 'passkey_failed'});
  } catch (error) {
    const name = error instanceof Error || error instanceof DOMException ? error.name : 'unknown';
    return failure({
      code: name === 'NotSupportedError' ? 'passkey_unsupported' : 'passkey_failed',
      hint: `WebAuthn: ${name}`,
    });
  }
}

/** A passkey that opens nothing shouldn't stay among the customer's; where the browser can't say so, it does. */
export function forgetCredential({credential}: Pick<Passkey, 'credential'>): void {
  const signals = PublicKeyCredential as unknown as {
    signalUnknownCredential?: (of: {rpId: string; credentialId: string}) => Promise<void>;
  };
  void signals
    .signalUnknownCredential?.({rpId: location.hostname, credentialId: toBase64url(credential)})
    .catch(() => undefined);
}
