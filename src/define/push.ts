export {pushPart} from '../elements/otp-list/push.js';
