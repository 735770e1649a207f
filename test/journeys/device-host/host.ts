import {OtpEnroll, OtpList, OtpVerify} from '../../../src/index.js';

customElements.define('otp-verify', OtpVerify);
customElements.define('otp-enroll', OtpEnroll);
customElements.define('otp-list', OtpList);

/** `?element=otp-list&account=1 2&channel=m-able`: one element, its attributes from the address. */
const {element = 'otp-enroll', ...attributes} = Object.fromEntries(new URLSearchParams(location.search));
const screen = document.createElement(element);
for (const [name, value] of Object.entries(attributes)) screen.setAttribute(name, value);
screen.setAttribute('credentials', 'include');
screen.setAttribute('endpoint', document.body.dataset['endpoint'] ?? '');
document.body.append(screen);
