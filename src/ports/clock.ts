export interface Clock {
  /**
   * Epoch milliseconds by a clock that nobody can set: the device's as it stood when the page came, and steady since
   * then. In some browsers it stands still while the machine sleeps.
   */
  now(): number;
  /** Epoch milliseconds by the device's clock as it is set now. */
  deviceTime(): number;
  /** Calls back once, at or after `at` (by `now`); returns how to cancel. */
  wakeAt(at: number, callback: () => void): () => void;
  /**
   * Calls back when the two clocks have parted: somebody has set the device's, or the machine has slept. Which of the
   * two is not to be told, so whatever hangs on the time has to be asked for anew. Returns how to stop.
   */
  onLeap(listener: () => void): () => void;
}
