import {OtpDeviceCode} from '../elements/internal/otp-device-code/otp-device-code.js';
import {define} from './define.js';

OtpDeviceCode.loadRequestsBar = () => import('../elements/internal/otp-device-code/requests-bar.js');
define('otp-device-code', OtpDeviceCode);

declare global {
  interface HTMLElementTagNameMap {
    'otp-device-code': OtpDeviceCode;
  }
}
