import type {Clock} from '../../ports/clock.js';
import type {OpenVault} from '../../ports/vault.js';

export interface AutoLockOptions {
  readonly clock: Clock;
  /** Milliseconds without a sign of the customer. */
  readonly idle?: number;
  /** Lock as soon as the page is out of sight. */
  readonly whenHidden?: boolean;
}

export interface AutoLock {
  /** A sign of the customer at `at` (by the clock's `now`). */
  readonly touch: (at: number) => void;
  /** Locks and stops watching: for an element that leaves the page. */
  readonly release: () => void;
}

const IDLE = 120_000;

/** A timer may sleep with the machine and go on afterwards as if nothing had been: none is relied on for longer. */
const GLANCE = 1000;

/**
 * Locks an open vault when the customer has been idle, and when the page is left or out of sight: whoever picks up
 * the phone, or brings the page back from the browser's cache, is asked again.
 */
export function autoLock(vault: OpenVault, {clock, idle = IDLE, whenHidden = true}: AutoLockOptions): AutoLock {
  let until = clock.now() + idle;
  const wake = () => {
    if (clock.now() >= until) vault.lock();
    else stopTimer = glance();
  };
  const glance = () => clock.wakeAt(Math.min(until, clock.now() + GLANCE), wake);
  let stopTimer = glance();
  const lock = () => vault.lock();
  // A timer may sleep while the page does; the moment of coming back is the moment to look.
  const handleVisibility = () => {
    if (document.visibilityState === 'hidden' ? whenHidden : clock.now() >= until) vault.lock();
  };
  window.addEventListener('pagehide', lock);
  document.addEventListener('visibilitychange', handleVisibility);
  vault.onLock(() => {
    stopTimer();
    window.removeEventListener('pagehide', lock);
    document.removeEventListener('visibilitychange', handleVisibility);
  });
  return {
    touch(at) {
      if (at >= until) vault.lock();
      else until = Math.max(until, at + idle);
    },
    release: lock,
  };
}
