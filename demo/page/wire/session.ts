/** What a page does about the host's session: opens it where the page stands alone, and again when it is over. */

import {byId} from '../common/dom.js';
import {readAccounts, signIn, type DemoAccount} from './host-api.js';
import {isFramed} from './link.js';
import {chosenAccount, change} from '../common/settings.js';

interface Restartable {
  restart(): void;
  focus(): void;
}

/**
 * The demo's accounts; one of them is chosen then.
 * @param isSignedIn the page that has opened this one asks in its session, which another one would end: here both are
 *   one site's
 */
export async function openSession(isSignedIn = isFramed()): Promise<readonly DemoAccount[]> {
  if (!isSignedIn) await signIn();
  const accounts = await readAccounts();
  const isKnown = accounts.some(({account}) => account === chosenAccount());
  if (!isKnown) change({account: accounts[0]?.account ?? ''});
  return accounts;
}

const goOn = (stopped: Restartable | null) => {
  stopped?.restart();
  stopped?.focus();
};

/**
 * Shows the page's alert when an element finds the session over.
 * @param again what signing in leads to: the element goes on where it was, if nothing else is said
 */
export function watchSession(again: (stopped: Restartable | null) => void = goOn): void {
  const alert = byId('session-over', HTMLElement);
  let stopped: Restartable | null = null;
  document.addEventListener('otp-session-expired', (event) => {
    stopped = event.target as unknown as Restartable;
    alert.hidden = false;
  });
  byId('sign-in', HTMLButtonElement).addEventListener('click', () => {
    void signIn().then(() => {
      alert.hidden = true;
      again(stopped);
    });
  });
}
