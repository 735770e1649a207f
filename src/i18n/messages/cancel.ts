import {templates as english} from '../../generated/locales/en/cancel.js';
import {registerTranslations, msg, str} from '../msg.js';

registerTranslations(english);

/** What `<otp-cancel>` says. */
export const cancelMessages = {
  cancelTitle: () => msg('Hủy KB-OTP', {id: 'cancelTitle', desc: 'Heading, name and main button of the element.'}),
  cancelLoading: () => msg('Đang kiểm tra tài khoản…', {id: 'cancelLoading', desc: 'While the status is read.'}),
  notEnrolled: (method: string) =>
    msg(str`Tài khoản không dùng KB-OTP. Phương thức xác thực hiện tại: ${method}.`, {
      id: 'notEnrolled',
      desc: 'There is nothing to cancel. method: label of the method in force.',
    }),
  methodNow: () => msg('Đang dùng', {id: 'methodNow', desc: 'Above the method that is in force, KB-OTP.'}),
  methodAfter: () => msg('Quay lại', {id: 'methodAfter', desc: 'Above the method that the account goes back to.'}),
  consequenceMethod: (method: string) =>
    msg(str`Sau khi hủy, tài khoản quay lại phương thức xác thực cũ: ${method}.`, {
      id: 'consequenceMethod',
      desc: 'What cancelling does; method: label of the previous method.',
    }),
  consequenceCodes: (device: string) =>
    msg(str`Mã xác thực KB-OTP trên “${device}” sẽ không còn dùng được cho tài khoản này.`, {
      id: 'consequenceCodes',
      desc: 'What cancelling does; device: the phone’s name.',
    }),
  consequenceCodesAnywhere: () =>
    msg('Mã xác thực KB-OTP sẽ không còn dùng được cho tài khoản này.', {
      id: 'consequenceCodesAnywhere',
      desc: 'What cancelling does, when no phone is known.',
    }),
  consequenceDerivatives: () =>
    msg('Tài khoản giao dịch phái sinh cũng quay lại phương thức xác thực cũ và vẫn giao dịch bình thường.', {
      id: 'consequenceDerivatives',
      desc: 'What cancelling does to a synchronized derivatives trading account.',
    }),
  consequenceReturn: () =>
    msg('Quý khách có thể đăng ký lại KB-OTP bất kỳ lúc nào trên KB-Mobile hoặc M-able.', {
      id: 'consequenceReturn',
      desc: 'Last of the consequences.',
    }),
  keepKbOtp: () => msg('Giữ KB-OTP', {id: 'keepKbOtp', desc: 'Quiet button: leave without cancelling.'}),
  notCancelled: (reason: string) =>
    msg(str`KB-OTP chưa được hủy. ${reason}`, {
      id: 'notCancelled',
      desc: 'Cancelling came to nothing; reason is a whole sentence.',
    }),
  proofSpent: () =>
    msg('Xác thực đã hết hiệu lực. Vui lòng xác thực lại.', {
      id: 'proofSpent',
      desc: 'The proof was used or too old when the cancellation reached the endpoint.',
    }),
  cancelling: () => msg('Đang hủy KB-OTP…', {id: 'cancelling', desc: 'While KB-OTP is being cancelled.'}),
  cancelChecking: () =>
    msg('Đang kiểm tra lại kết quả…', {id: 'cancelChecking', desc: 'The answer was not heard; the status is read.'}),
  cancelUnknown: () =>
    msg('Chưa nhận được kết quả. KB-OTP có thể đã được hủy. Vui lòng kiểm tra kết quả.', {
      id: 'cancelUnknown',
      desc: 'Neither the answer nor the status was heard.',
    }),
  cancelCleaning: () =>
    msg('Đang gỡ tài khoản khỏi Danh sách KB-OTP…', {
      id: 'cancelCleaning',
      desc: 'The endpoint has cancelled; the device forgets the account.',
    }),
  cancelled: (method: string) =>
    msg(str`Đã hủy KB-OTP. Phương thức xác thực hiện tại: ${method}.`, {
      id: 'cancelled',
      desc: 'Success; method: label of the method that is in force again.',
    }),
  cancelledAlready: (method: string) =>
    msg(str`KB-OTP đã được hủy trước đó. Phương thức xác thực hiện tại: ${method}.`, {
      id: 'cancelledAlready',
      desc: 'It was cancelled elsewhere while this screen was open.',
    }),
  notCleaned: () =>
    msg('Tài khoản vẫn còn trong Danh sách KB-OTP trên thiết bị này, nhưng mã không còn dùng được.', {
      id: 'notCleaned',
      desc: 'The endpoint has cancelled, the device could not forget the account.',
    }),
  cleanUp: () => msg('Gỡ khỏi danh sách', {id: 'cleanUp', desc: 'Button: tries again to forget the account.'}),
  afterCancel: () =>
    msg('Để tiếp tục sử dụng KB-OTP, hãy đăng nhập lại và chọn “Đăng ký KB-OTP” trên KB-Mobile hoặc M-able.', {
      id: 'afterCancel',
      desc: 'The next step after cancelling.',
    }),
  enrollAgain: () =>
    msg('Đăng ký KB-OTP', {id: 'enrollAgain', desc: 'Main button after cancelling, in an app that can register.'}),
  cancelUnavailable: () =>
    msg('Chưa thể hủy KB-OTP tại đây vì tài khoản không có phương thức xác thực cũ dùng được.', {
      id: 'cancelUnavailable',
      desc: 'There is no method to go back to; a person has to help.',
    }),
  cancelVisit: () =>
    msg('Vui lòng liên hệ KBSV hoặc mang theo giấy tờ tùy thân đến quầy giao dịch của KBSV.', {
      id: 'cancelVisit',
      desc: 'Who can help when KB-OTP can’t be cancelled here.',
    }),
  cancelDismissed: () =>
    msg('KB-OTP chưa được hủy.', {id: 'cancelDismissed', desc: 'The customer left; nothing has changed.'}),
  cancelDismissedUnsure: () =>
    msg('Quý khách đã rời màn hình khi KB-OTP đang được hủy. KB-OTP có thể đã được hủy.', {
      id: 'cancelDismissedUnsure',
      desc: 'The customer left while the cancellation was on its way.',
    }),
};
