import './define/otp-verify.js';
