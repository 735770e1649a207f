import {OtpEnroll} from '../elements/otp-enroll/otp-enroll.js';
import {define} from './define.js';
import './otp-synchronize.js';
import './otp-verify.js';

define('otp-enroll', OtpEnroll);

declare global {
  interface HTMLElementTagNameMap {
    'otp-enroll': OtpEnroll;
  }
}
