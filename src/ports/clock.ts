export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Calls back once, at or after `at` (epoch milliseconds); returns how to cancel. */
  wakeAt(at: number, callback: () => void): () => void;
}
