import {OtpRequests} from '../elements/internal/otp-requests/otp-requests.js';
import {define} from './define.js';

define('otp-requests', OtpRequests);

declare global {
  interface HTMLElementTagNameMap {
    'otp-requests': OtpRequests;
  }
}
