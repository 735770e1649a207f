import {templates as english} from '../../generated/locales/en/verify.js';
import {registerTranslations, msg, str} from '../msg.js';

registerTranslations(english);

/** What `<otp-verify>` says. The names are the ids: translations, overrides and translators' notes go by them. */
export const verifyMessages = {
  title: () =>
    msg('Xác thực', {
      id: 'title',
      desc: 'Heading of the authentication screen and name of the element for screen readers.',
    }),
  loading: () => msg('Đang chuẩn bị xác thực…', {id: 'loading', desc: 'While the account’s status is read.'}),
  requesting: () =>
    msg('Đang chuẩn bị xác thực…', {id: 'requesting', desc: 'While a challenge is made, for example an SMS sent.'}),
  submitting: () => msg('Đang kiểm tra mã…', {id: 'submitting', desc: 'While the endpoint judges the code.'}),
  checking: () =>
    msg('Đang kiểm tra lại kết quả…', {
      id: 'checking',
      desc: 'The answer to a sent code was not heard; asking the endpoint what became of it.',
    }),
  chooseAccount: () => msg('Chọn tài khoản', {id: 'chooseAccount', desc: 'Heading above a list of account numbers.'}),
  chooseMethod: () =>
    msg('Chọn phương thức xác thực', {id: 'chooseMethod', desc: 'Heading above a list of authentication methods.'}),
  methodChanged: () =>
    msg('Phương thức xác thực vừa thay đổi. Vui lòng tiếp tục bằng phương thức mới.', {
      id: 'methodChanged',
      desc: 'The account’s method changed while the screen was open.',
    }),
  account: (label: string) =>
    msg(str`Tài khoản ${label}`, {id: 'account', desc: 'Beside the purpose; the label is a masked account number.'}),

  codeKbOtp: () => msg('Mã xác thực KB-OTP', {id: 'codeKbOtp', desc: 'Label of the code field.'}),
  codeSent: () =>
    msg('Mã xác thực', {
      id: 'codeSent',
      desc: 'Label of the code field when the code was sent by SMS, email or voice call.',
    }),
  codeMatrix: (cells: string) =>
    msg(str`Mã tại các ô ${cells} trên thẻ ma trận`, {
      id: 'codeMatrix',
      desc: 'Label of the code field; cells such as “B3, F7” of a printed card.',
    }),
  codeToken: () =>
    msg('Mã trên thiết bị token', {id: 'codeToken', desc: 'Label of the code field for a hardware token.'}),
  codePassword: () =>
    msg('Mật khẩu giao dịch', {id: 'codePassword', desc: 'Label of the field for a static trading password.'}),
  codeOther: (label: string) =>
    msg(str`Mã xác thực: ${label}`, {
      id: 'codeOther',
      desc: 'Label of the code field for a method the element has no screen of its own for; the label is the endpoint’s.',
    }),

  hintKbOtp: (device: string) =>
    msg(str`Xem mã trong Danh sách KB-OTP trên “${device}”.`, {
      id: 'hintKbOtp',
      desc: 'Below the label; the device is a phone’s name.',
    }),
  hintKbOtpAnyPhone: () =>
    msg('Xem mã trong Danh sách KB-OTP trên KB-Mobile hoặc M-able.', {
      id: 'hintKbOtpAnyPhone',
      desc: 'Below the label, when the phone’s name is not known.',
    }),
  hintSms: (target: string) =>
    msg(str`Đã gửi mã qua SMS đến ${target}.`, {id: 'hintSms', desc: 'The target is a masked phone number.'}),
  hintEmail: (target: string) =>
    msg(str`Đã gửi mã qua email đến ${target}.`, {id: 'hintEmail', desc: 'The target is a masked email address.'}),
  hintVoice: (target: string) =>
    msg(str`Tổng đài đang gọi đến ${target} để đọc mã.`, {
      id: 'hintVoice',
      desc: 'The target is a masked phone number.',
    }),
  hintToken: (serial: string) =>
    msg(str`Số sê-ri ${serial}`, {id: 'hintToken', desc: 'Serial number of the hardware token.'}),

  timeRemaining: (time: string) =>
    msg(str`Còn ${time}`, {id: 'timeRemaining', desc: 'Beside the label of the field; time such as 1:52.'}),
  timeLeft: (seconds: number) =>
    msg(str`Còn ${seconds} giây`, {id: 'timeLeft', desc: 'Shown in the last ten seconds of a code’s life.'}),
  validUntil: (time: string) =>
    msg(str`Nhập mã trước ${time}`, {id: 'validUntil', desc: 'For screen readers, once: when the code expires.'}),
  confirm: () => msg('Xác nhận', {id: 'confirm', desc: 'Button that sends the code.'}),
  resend: () => msg('Gửi mã mới', {id: 'resend', desc: 'Button that sends the code again.'}),
  resendIn: (time: string) =>
    msg(str`Gửi mã mới sau ${time}`, {
      id: 'resendIn',
      desc: 'In place of the resend button while it cools down; time such as 0:45.',
    }),
  resending: () => msg('Đang gửi mã mới…', {id: 'resending', desc: 'While the code is sent again.'}),
  deliveryUnconfirmed: () =>
    msg('Chưa rõ mã đã được gửi hay chưa. Nếu chưa nhận được, hãy gửi mã mới.', {
      id: 'deliveryUnconfirmed',
      desc: 'The carrier of SMS, email or calls did not say whether it took the message; the code may still come.',
    }),
  resent: () =>
    msg('Đã gửi mã mới. Mã cũ không còn dùng được.', {id: 'resent', desc: 'After the code was sent again.'}),
  noResendsLeft: () =>
    msg('Đã hết lượt gửi mã', {id: 'noResendsLeft', desc: 'In place of the resend button when no resend is left.'}),
  otherMethod: () =>
    msg('Dùng phương thức khác', {id: 'otherMethod', desc: 'Button that shows the other authentication methods.'}),
  dismiss: () =>
    msg('Để sau', {
      id: 'dismiss',
      desc: 'Button by which the customer leaves the authentication without finishing it. Not “Hủy”: that word belongs to Hủy KB-OTP.',
    }),
  done: () => msg('Xong', {id: 'done', desc: 'Main button at a good end: the customer wants on.'}),
  cancelledContinue: (method: string) =>
    msg(str`Đã hủy KB-OTP. Hãy xác thực tiếp bằng phương thức xác thực cũ: ${method}.`, {
      id: 'cancelledContinue',
      desc: 'On the code screen after KB-OTP was cancelled in its place: the previous method, such as text message (SMS).',
    }),
  leave: () => msg('Quay lại', {id: 'leave', desc: 'Way out of the authentication screen, and back to it.'}),
  continueVerify: () =>
    msg('Tiếp tục xác thực', {id: 'continueVerify', desc: 'Main button after the customer left the authentication.'}),
  moreTime: () =>
    msg('Thêm thời gian', {
      id: 'moreTime',
      desc: 'Quiet button in the last half minute: asks anew, with all the time.',
    }),
  timeLow: (seconds: number) =>
    msg(str`Chỉ còn ${seconds} giây để nhập mã.`, {
      id: 'timeLow',
      desc: 'For screen readers, at 30 and at 10 seconds before the time is up.',
    }),
  synchronizeHint: () =>
    msg('Tài khoản đã đăng ký KB-OTP. Để dùng KB-OTP tại đây, hãy đồng bộ phương thức xác thực.', {
      id: 'synchronizeHint',
      desc: 'Below the actions on a derivatives channel, while another method is asked for there.',
    }),
  cancelKbOtp: () =>
    msg('Hủy KB-OTP', {id: 'cancelKbOtp', desc: 'Quiet button of the authentication screen: gives KB-OTP up.'}),
  openingCancel: () => msg('Đang mở…', {id: 'openingCancel', desc: 'While that screen is being loaded.'}),
  retry: () => msg('Thử lại', {id: 'retry', desc: 'Button.'}),
  retryIn: (time: string) =>
    msg(str`Thử lại sau ${time}`, {
      id: 'retryIn',
      desc: 'In place of the retry button while there is a wait; time such as 0:30.',
    }),
  newChallenge: () =>
    msg('Xác thực lại', {id: 'newChallenge', desc: 'Button that starts over after a challenge ended.'}),
  signInAgain: () =>
    msg('Đăng nhập lại', {
      id: 'signInAgain',
      desc: 'Button where the host’s session is over: the host signs in again.',
    }),
  reloadPage: () =>
    msg('Tải lại trang', {id: 'reloadPage', desc: 'Button where the page’s version is no longer served.'}),
  lowerAmount: () =>
    msg('Sửa giao dịch', {id: 'lowerAmount', desc: 'Button that goes back to a transaction that exceeds a limit.'}),
  askAgain: () =>
    msg('Kiểm tra kết quả', {id: 'askAgain', desc: 'Button that asks the endpoint what became of a sent code.'}),
  showPassword: () => msg('Hiện mật khẩu', {id: 'showPassword', desc: 'Toggle that shows a typed password.'}),
  callHotline: (number: string) =>
    msg(str`Gọi tổng đài ${number}`, {id: 'callHotline', desc: 'Link that dials the broker’s hot line.'}),

  verified: () => msg('Đã xác thực', {id: 'verified', desc: 'Success.'}),
  verifiedBefore: () =>
    msg('Quý khách đã xác thực trong phiên này.', {
      id: 'verifiedBefore',
      desc: 'Success without a code: an earlier proof of this session still counts.',
    }),
  dismissed: () =>
    msg('Quý khách chưa xác thực.', {id: 'dismissed', desc: 'After the customer left the authentication.'}),
  outcomeUnknown: () =>
    msg('Chưa nhận được kết quả. Mã có thể đã được chấp nhận. Vui lòng kiểm tra kết quả, không nhập lại mã.', {
      id: 'outcomeUnknown',
      desc: 'The connection broke after a code was sent and the endpoint could not be asked either.',
    }),
  required: () =>
    msg('Vui lòng xác thực trước khi tiếp tục.', {
      id: 'required',
      desc: 'The browser’s message when a form is sent before the customer has verified.',
    }),
};
