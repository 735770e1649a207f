import './define/otp-verify.js';
import './define/otp-cancel.js';
import './define/otp-enroll.js';
import './define/otp-list.js';
