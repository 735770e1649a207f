import type {Biometrics} from '../../ports/vault.js';
import {inTime} from '../../signals.js';

/** Milliseconds that a browser may take to say what it can do. */
const PATIENCE = 2000;

/** As in WebAuthn Level 3, where a capability that is not named is not known. */
interface Capable {
  readonly getClientCapabilities?: () => Promise<Readonly<Record<string, boolean>>>;
}

/**
 * What a passkey needs here is a browser that evaluates the PRF (the web views of Android and of most apps don't) and a
 * device that knows its customer. What can't be told is not promised.
 */
export async function findBiometrics(): Promise<Biometrics> {
  try {
    const capabilities = await inTime(askedOf(PublicKeyCredential), PATIENCE);
    if (!capabilities['extension:prf']) return 'not-here';
    const isSetUp = await inTime(PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable(), PATIENCE);
    return isSetUp ? 'here' : 'not-set-up';
  } catch {
    return 'not-here';
  }
}

const askedOf = async (browser: Capable) => (await browser.getClientCapabilities?.()) ?? {};
