import {OtpVerify} from '../elements/otp-verify/otp-verify.js';
// For its types: what each event of the elements carries. The other modules of this folder import this one.
import '../events.js';
import {define} from './define.js';

export {addLanguage} from '../i18n/added-languages.js';

OtpVerify.parts = {
  deviceCode: () => import('./otp-device-code.js'),
  cancel: () => import('./otp-cancel.js'),
  page: () => import('../elements/otp-verify/page-part.js'),
  approving: () => import('../elements/otp-verify/approving.js'),
  scanning: () => import('../elements/otp-verify/scanning.js'),
  covering: () => import('../elements/otp-verify/covering.js'),
};
define('otp-verify', OtpVerify);

declare global {
  interface HTMLElementTagNameMap {
    'otp-verify': OtpVerify;
  }
}
