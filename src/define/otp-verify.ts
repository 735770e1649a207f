import {OtpVerify} from '../elements/otp-verify/otp-verify.js';
import {define} from './define.js';

OtpVerify.loadPart = (part) => (part === 'cancel' ? import('./otp-cancel.js') : import('./otp-device-code.js'));
define('otp-verify', OtpVerify);

declare global {
  interface HTMLElementTagNameMap {
    'otp-verify': OtpVerify;
  }
}
