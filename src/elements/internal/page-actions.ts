import {OtpSessionExpiredEvent} from '../../events.js';

/** What no flow does, but the page. */
export interface PageActions {
  /** Tells the host page once more that its session is over. */
  readonly signIn: () => void;
  readonly reload: () => void;
}

export const pageActions = (host: HTMLElement): PageActions => ({
  signIn: () => void host.dispatchEvent(new OtpSessionExpiredEvent()),
  reload: () => host.ownerDocument.defaultView?.location.reload(),
});
