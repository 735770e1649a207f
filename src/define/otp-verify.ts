import {OtpVerify} from '../elements/otp-verify/otp-verify.js';
// For its types: what each event of the elements carries. The other modules of this folder import this one.
import '../events.js';
import {define} from './define.js';

export {addLanguage} from '../i18n/added-languages.js';

OtpVerify.loadPart = (part) => (part === 'cancel' ? import('./otp-cancel.js') : import('./otp-device-code.js'));
OtpVerify.loadPagePart = () => import('../elements/otp-verify/page-part.js');
OtpVerify.loadApproving = () => import('../elements/otp-verify/approving.js');
OtpVerify.loadCovering = () => import('../elements/otp-verify/covering.js');
OtpVerify.loadScanning = () => import('../elements/otp-verify/scanning.js');
define('otp-verify', OtpVerify);

declare global {
  interface HTMLElementTagNameMap {
    'otp-verify': OtpVerify;
  }
}
