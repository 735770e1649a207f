/** What waking devices asks of storage; the same rules hold as in `store.ts`. Times are epoch milliseconds. */

/** A challenge that its device is to be told of. */
export interface DueWake {
  readonly challenge: string;
  readonly device: string;
  readonly customer: string;
  readonly expiresAt: number;
  /** With the one that is to be made. */
  readonly attempts: number;
  /** Null where the device has none. */
  readonly sealedSubscription: string | null;
}

export interface WakeRecords {
  /** Takes the place of the one before. */
  subscribe(device: string, sealedSubscription: string, now: number): Promise<void>;
  subscription(device: string): Promise<string | null>;
  /** @param only goes where it is still this one */
  unsubscribe(device: string, only?: string): Promise<void>;
  /** The first attempt's. Null when nothing waits for the device any more, or its codes count no more. */
  find(challenge: string, now: number): Promise<DueWake | null>;
  /** Whether there is something to claim: asked first, since a claim locks what it writes to. */
  isDue(now: number): Promise<boolean>;
  /** Takes up to `most` that are due and still wait, for as long as the lease; the attempt is counted. */
  claim(now: number, lease: number, most: number): Promise<DueWake[]>;
  /** It is woken, or is not to be any more. */
  end(challenge: string): Promise<void>;
  /** After so many attempts. @param until epoch milliseconds */
  putOff(challenge: string, attempts: number, until: number): Promise<void>;
}
