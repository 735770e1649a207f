/**
 * Who keeps the key under which the endpoint's own keys are wrapped. Where none are, the environment is what keeps
 * them, and nobody is asked.
 */

export interface Kms {
  /**
   * @param what names what is unwrapped, for the error
   * @throws {KmsFault}
   */
  unwrap(wrapped: string, what: string): Promise<Uint8Array>;
  /** @throws {KmsFault} */
  wrap(plain: Uint8Array): Promise<string>;
  /**
   * Under the newest version of its key, without showing it to anybody.
   * @throws {KmsFault}
   */
  rewrap(wrapped: string, what: string): Promise<string>;
  /**
   * A new key of 32 bytes, which nobody has seen.
   * @throws {KmsFault}
   */
  fresh(): Promise<string>;
}

/** A sentence that names a variable. It quotes no secret, no address, and nothing that was answered. */
export class KmsFault extends Error {
  override name = 'KmsFault';
  /** Whether the same may work a little later. */
  readonly isPassing: boolean;
  constructor(message: string, { isPassing }: { readonly isPassing: boolean }) {
    super(message);
    this.isPassing = isPassing;
  }
}

/** How what has been wrapped is told from what has not: by Vault's and OpenBao's own mark. */
export const isWrapped = (text: string): boolean => text.startsWith('vault:v');
