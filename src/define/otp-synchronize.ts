import {OtpSynchronize} from '../elements/internal/otp-synchronize/otp-synchronize.js';
import {define} from './define.js';
import './otp-verify.js';

define('otp-synchronize', OtpSynchronize);

declare global {
  interface HTMLElementTagNameMap {
    'otp-synchronize': OtpSynchronize;
  }
}
