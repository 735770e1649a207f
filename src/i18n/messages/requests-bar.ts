import {templates as english} from '../../generated/locales/en/requests-bar.js';
import {registerTranslations, msg, str} from '../msg.js';

registerTranslations(english);

/** What `<otp-verify>` says on the phone of what other pages ask of it. */
export const requestsBarMessages = {
  otherRequests: (count: number) =>
    msg(str`Yêu cầu khác đang chờ: ${count}`, {
      id: 'otherRequests',
      desc: 'Below the authentication screen of an app: how many other pages wait for an approval on this phone.',
    }),
  otherRequestsOpen: () =>
    msg('Mở Danh sách KB-OTP để xem.', {id: 'otherRequestsOpen', desc: 'Below it, on the same button.'}),
};
