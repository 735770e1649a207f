/** What remembering requests asks of storage; the same rules hold as in `store.ts`. */

export interface RequestKey {
  readonly session: string;
  readonly key: string;
}

/** A claim on a request; `owner` tells two processes apart that work on the same one. */
export interface RequestClaim extends RequestKey {
  readonly owner: string;
}

export interface RememberedRequest {
  readonly requestHash: string;
  /** Null while it is being worked on. */
  readonly sealedAnswer: string | null;
}

export interface IdempotencyRecords {
  /**
   * True when the request is new, expired, or was left behind by a process that stopped; it is then the caller's, from
   * the database's present time on.
   * @param requestHashes the first is kept; the request that was left behind may have any of them
   * @param lease milliseconds of silence after which it counts as left behind
   */
  claim(claim: RequestClaim, requestHashes: readonly string[], lease: number): Promise<boolean>;
  find(key: RequestKey): Promise<RememberedRequest | null>;
  /** Says of requests that are being worked on that they still are. */
  renew(claims: readonly RequestClaim[], now: number): Promise<void>;
  /** False when another process took the request over. */
  remember(claim: RequestClaim, sealedAnswer: string): Promise<boolean>;
  /** Makes the key free again, unless the answer is kept already: a commit may stand although it seemed to fail. */
  release(claim: RequestClaim): Promise<void>;
}
