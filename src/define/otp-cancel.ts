import {OtpCancel} from '../elements/otp-cancel/otp-cancel.js';
import {define} from './define.js';
import './otp-verify.js';

define('otp-cancel', OtpCancel);

declare global {
  interface HTMLElementTagNameMap {
    'otp-cancel': OtpCancel;
  }
}
