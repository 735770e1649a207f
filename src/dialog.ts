/** A proof for a page that has no element of its own: the authentication screen in a dialog of the browser. */
import './define/otp-verify.js';
import type {Grant} from './domain/contract.js';
import type {OtpVerify} from './elements/otp-verify/otp-verify.js';
import {OtpRequestError} from './elements/otp-verify/page-part.js';
import type {OtpRequest} from './elements/otp-verify/request.js';

export {OtpRequestError, type OtpRequest};

/** What the element in the dialog may be given; see `<otp-verify>`. */
type Settings = Pick<
  OtpVerify,
  | 'endpoint'
  | 'channel'
  | 'timeout'
  | 'credentials'
  | 'getSessionToken'
  | 'messages'
  | 'autoSubmit'
  | 'mode'
  | 'challenge'
>;

/** What is asked, where, and how the element in the dialog is to be. */
export interface OtpDialogOptions extends OtpRequest, Partial<Settings> {
  readonly account: string;
  readonly channel: Settings['channel'];
  /** `vi` or `en`; otherwise the page's. */
  readonly lang?: string;
}

let isOpen = false;

/**
 * Opens the authentication screen in a modal dialog and closes it when the customer has verified, or will not. Its
 * events bubble through the page as any element's; the dialog has the class `kb-otp-dialog`, for your style sheet.
 * @throws {OtpRequestError} when there will be no grant; a second dialog is refused (`request_in_progress`)
 */
export async function openOtpDialog(options: OtpDialogOptions): Promise<Grant> {
  const {account, purpose, transaction = null, signal, lang, ...settings} = options;
  if (signal?.aborted) throw new OtpRequestError('aborted');
  if (isOpen)
    throw new OtpRequestError('problem', {code: 'request_in_progress', hint: 'a dialog of KB-OTP is open already'});
  isOpen = true;
  const element = document.createElement('otp-verify');
  const dialog = dialogAround(element);
  if (lang !== undefined) element.lang = lang;
  Object.assign(element, settings);
  const unlock = lockScrolling();
  try {
    document.body.append(dialog);
    dialog.showModal();
    const asked = element.request({account, purpose, transaction, ...(signal && {signal})});
    return await Promise.race([asked, whenClosed(dialog)]);
  } finally {
    // What had the focus before has it again.
    dialog.close();
    dialog.remove();
    unlock();
    isOpen = false;
  }
}

/** Named as the element names its card, in the language that it speaks. */
function dialogAround(element: OtpVerify): HTMLDialogElement {
  const dialog = document.createElement('dialog');
  dialog.className = 'kb-otp-dialog';
  Object.assign(dialog.style, {border: '0', padding: '0', background: 'none', width: 'min(29rem, 100vw - 2rem)'});
  dialog.append(element);
  const follow = async () => {
    await element.updateComplete;
    dialog.setAttribute('aria-label', element.renderRoot.querySelector('section')?.getAttribute('aria-label') ?? '');
    // The browser looked for a place before there was one. From there on the element moves the focus itself.
    if (document.activeElement === dialog) element.focus();
  };
  element.addEventListener('otp-step', () => void follow());
  return dialog;
}

/** By Escape, by the gesture for going back, or by the page. */
const whenClosed = (dialog: HTMLDialogElement): Promise<never> =>
  new Promise((_, reject) => {
    dialog.addEventListener('close', () => reject(new OtpRequestError('dismissed')), {once: true});
  });

/** The page below stands still, and as wide as it was. */
function lockScrolling(): () => void {
  const {style, clientWidth} = document.documentElement;
  const {overflow, scrollbarGutter} = style;
  style.overflow = 'hidden';
  if (window.innerWidth > clientWidth) style.scrollbarGutter = 'stable';
  return () => void Object.assign(style, {overflow, scrollbarGutter});
}
