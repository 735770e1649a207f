import {OtpList} from '../elements/otp-list/otp-list.js';
import '../events.js';
import {define} from './define.js';

OtpList.loadPart = (part) => (part === 'enroll' ? import('./otp-enroll.js') : import('./otp-requests.js'));
define('otp-list', OtpList);

declare global {
  interface HTMLElementTagNameMap {
    'otp-list': OtpList;
  }
}
