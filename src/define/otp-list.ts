import {OtpList} from '../elements/otp-list/otp-list.js';
import '../events.js';
import {define} from './define.js';

OtpList.loadPart = () => import('./otp-enroll.js');
OtpList.loadWaiting = () => import('./waiting.js');
define('otp-list', OtpList);

declare global {
  interface HTMLElementTagNameMap {
    'otp-list': OtpList;
  }
}
