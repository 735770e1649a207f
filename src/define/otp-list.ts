import {OtpList} from '../elements/otp-list/otp-list.js';
import {define} from './define.js';
import './otp-enroll.js';

define('otp-list', OtpList);

declare global {
  interface HTMLElementTagNameMap {
    'otp-list': OtpList;
  }
}
