import {p256_oprf} from '@noble/curves/nist.js';
import type {Bytes} from '../../domain/vault-record.js';
import {fromBase64url, toBase64url} from '../bytes.js';

const COMPRESSED_POINT = 33;

/** An input that the endpoint can evaluate without learning it (RFC 9497, mode OPRF, suite P256-SHA256). */
export interface Blinded {
  /** For the endpoint: a compressed point, base64url. */
  readonly element: string;
  /**
   * The output that the endpoint's evaluation leads to, or null when it is no point of the curve. To be called once:
   * the blind is erased.
   */
  readonly finalize: (evaluatedElement: string) => Bytes | null;
}

/** @param input stays the caller's, who erases it after `finalize` */
export function blind(input: Bytes): Blinded {
  const {blind: scalar, blinded} = p256_oprf.oprf.blind(input);
  return {
    element: toBase64url(blinded),
    finalize(evaluatedElement) {
      const evaluated = fromBase64url(evaluatedElement, COMPRESSED_POINT);
      try {
        return evaluated && p256_oprf.oprf.finalize(input, scalar, evaluated);
      } catch {
        return null;
      } finally {
        scalar.fill(0);
      }
    },
  };
}

let isWarm = false;

/**
 * Runs the curve's arithmetic once, for nothing: the first run is the one in which the browser compiles it. For a
 * moment in which the customer waits for something else.
 */
export function warmUp(): void {
  if (isWarm) return;
  isWarm = true;
  const {element, finalize} = blind(new Uint8Array(32));
  finalize(element);
}
