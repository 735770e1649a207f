import {OtpVerify} from '../elements/otp-verify/otp-verify.js';
import {define} from './define.js';

define('otp-verify', OtpVerify);

declare global {
  interface HTMLElementTagNameMap {
    'otp-verify': OtpVerify;
  }
}
