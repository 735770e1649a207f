import {templates as english} from '../../generated/locales/en/covering.js';
import {registerTranslations, msg, str} from '../msg.js';

registerTranslations(english);

/** What `<otp-verify>` says where one verification may cover later orders of the session. */
export const coveringMessages = {
  sessionOptIn: (time: string) =>
    msg(str`Không hỏi lại khi đặt lệnh đến ${time}`, {
      id: 'sessionOptIn',
      desc: 'Box to tick below the code field, and below a success: later orders need no code until then; a time such as 16:48.',
    }),
  sessionOptInHint: () =>
    msg('Chuyển tiền luôn cần xác thực.', {
      id: 'sessionOptInHint',
      desc: 'Said once that box is ticked, and of the box to screen readers: what it does not cover.',
    }),
  sessionCovered: (time: string) =>
    msg(str`Quý khách đã xác thực. Không hỏi lại khi đặt lệnh cho đến ${time}.`, {
      id: 'sessionCovered',
      desc: 'For screen readers, success where later orders need no code until then, also without a code; a time such as 16:48.',
    }),
};
