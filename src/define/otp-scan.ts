import {OtpScan} from '../elements/internal/otp-scan/otp-scan.js';
import {define} from './define.js';

define('otp-scan', OtpScan);

declare global {
  interface HTMLElementTagNameMap {
    'otp-scan': OtpScan;
  }
}
