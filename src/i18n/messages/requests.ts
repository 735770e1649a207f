import {templates as english} from '../../generated/locales/en/requests.js';
import {registerTranslations, msg, str} from '../msg.js';

registerTranslations(english);

/** What `<otp-list>` says of what other pages ask of this device. */
export const requestMessages = {
  requestTitle: () =>
    msg('Yêu cầu xác thực', {id: 'requestTitle', desc: 'Heading, where the system says nothing of what is asked for.'}),
  requestFrom: (channel: string, time: string) =>
    msg(str`Từ ${channel}, lúc ${time}`, {
      id: 'requestFrom',
      desc: 'Where and when it was asked for; the channel is a name such as KB-Trade.',
    }),
  requestsWaiting: (count: number) =>
    msg(str`Yêu cầu đang chờ: ${count}`, {
      id: 'requestsWaiting',
      desc: 'Above the codes, above several requests to choose from, and for screen readers when one has come.',
    }),
  requestUnlock: () =>
    msg('Mở khóa để phê duyệt.', {
      id: 'requestUnlock',
      desc: 'Below requestsWaiting, while the list is locked. By password or by biometrics.',
    }),
  requestNumber: (channel: string) =>
    msg(str`Hai chữ số trên ${channel}`, {
      id: 'requestNumber',
      desc: 'Label of the field: the two digits are on the screen that asks, and are typed here.',
    }),
  requestNumberHint: () =>
    msg('Kiểm tra nội dung yêu cầu trước khi phê duyệt.', {
      id: 'requestNumberHint',
      desc: 'Below the two digits, or in their place where none are asked for.',
    }),
  requestNumberRefused: () =>
    msg('Chỉ nhập hai chữ số.', {id: 'requestNumberRefused', desc: 'Something else than two digits was typed.'}),
  requestWrongNumber: (left: number) =>
    msg(str`Số chưa đúng. Quý khách còn ${left} lần thử.`, {
      id: 'requestWrongNumber',
      desc: 'Wrong two digits; tries left.',
    }),
  requestCodeUsed: () =>
    msg('Mã KB-OTP vừa được sử dụng. Vui lòng chờ mã tiếp theo rồi phê duyệt lại.', {
      id: 'requestCodeUsed',
      desc: 'The code that an approval rests on was used a moment ago; the button counts down to the next one.',
    }),
  requestApprove: () => msg('Phê duyệt', {id: 'requestApprove', desc: 'Main button.'}),
  requestReject: () => msg('Từ chối', {id: 'requestReject', desc: 'Button to the question why.'}),
  requestApproving: () => msg('Đang phê duyệt…', {id: 'requestApproving', desc: 'While the approval is sent.'}),
  requestRejecting: () => msg('Đang từ chối…', {id: 'requestRejecting', desc: 'While the rejection is sent.'}),
  requestNotSent: () =>
    msg('Chưa nhận được kết quả. Quý khách có thể thử lại an toàn.', {
      id: 'requestNotSent',
      desc: 'Nothing was heard of the answer; to send it again is safe.',
    }),
  requestWhy: () =>
    msg('Vì sao Quý khách từ chối?', {id: 'requestWhy', desc: 'Heading of the question before a rejection.'}),
  requestNotMeWarning: () =>
    msg('Nếu Quý khách không yêu cầu, có thể người khác biết mật khẩu đăng nhập của Quý khách.', {
      id: 'requestNotMeWarning',
      desc: 'Below the question; the button is requestNotMe. KB-OTP is not frozen by it.',
    }),
  requestNotMe: () => msg('Không phải tôi', {id: 'requestNotMe', desc: 'Button: rejects, somebody else asked.'}),
  requestChangedMind: () => msg('Tôi đổi ý', {id: 'requestChangedMind', desc: 'Button: rejects.'}),
  requestApproved: (channel: string) =>
    msg(str`Đã phê duyệt. Quý khách có thể quay lại ${channel}.`, {id: 'requestApproved', desc: 'Success.'}),
  requestRejected: () =>
    msg('Đã từ chối. Chưa có giao dịch nào được thực hiện.', {id: 'requestRejected', desc: 'After a change of mind.'}),
  requestNotMeDone: () =>
    msg('Đã từ chối. Hãy đổi mật khẩu đăng nhập và liên hệ KBSV ngay.', {
      id: 'requestNotMeDone',
      desc: 'After “it was not me”.',
    }),
  requestGone: () =>
    msg('Yêu cầu đã hết hiệu lực hoặc đã được trả lời.', {
      id: 'requestGone',
      desc: 'It ran out, or was answered elsewhere.',
    }),
  requestLocked: (channel: string) =>
    msg(str`Đã nhập sai quá số lần cho phép. Hãy gửi yêu cầu mới từ ${channel}.`, {
      id: 'requestLocked',
      desc: 'Too many wrong numbers.',
    }),
};
