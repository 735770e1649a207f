'use client';

/** The elements as React components. Each has a module of its own too (`kb-otp/react/otp-verify.js`). */
export {OtpCancel} from './otp-cancel.js';
export {OtpEnroll} from './otp-enroll.js';
export {OtpList} from './otp-list.js';
export {OtpVerify} from './otp-verify.js';
