import {templates as english} from '../../generated/locales/en/problems-late.js';
import {registerTranslations, msg, str} from '../msg.js';

registerTranslations(english);

/** What is said of problems so rarely that it comes with the first of them. */
export const lateProblemMessages = {
  codeReplayed: () =>
    msg('Mã này đã được sử dụng. Vui lòng chờ mã mới.', {
      id: 'codeReplayed',
      desc: 'A KB-OTP or token code was used before.',
    }),
  codeReplayedNow: () =>
    msg('Đã có mã mới. Hãy nhập mã đang hiển thị.', {
      id: 'codeReplayedNow',
      desc: 'Takes the place of codeReplayed when there is another code.',
    }),
  nextCodeIn: (time: string) =>
    msg(str`Mã mới sau ${time}`, {
      id: 'nextCodeIn',
      desc: 'Stands in place of the code field until the next code comes; counts down, time such as 0:12.',
    }),
  clockDrift: () =>
    msg('Giờ trên điện thoại chưa đúng. Hãy bật giờ tự động rồi nhập mã mới.', {
      id: 'clockDrift',
      desc: 'The code belongs to another moment: the phone’s clock is wrong.',
    }),
  codeJustSent: (time: string) =>
    msg(str`Mã vừa được gửi. Có thể gửi mã mới sau ${time}.`, {
      id: 'codeJustSent',
      desc: 'A code was asked for too soon after one by SMS, email or voice call; counts down, time such as 0:45.',
    }),
  challengeNotFound: () =>
    msg('Không còn yêu cầu xác thực này. Vui lòng xác thực lại.', {
      id: 'challengeNotFound',
      desc: 'The endpoint does not know the challenge in this session; not a question of time.',
    }),
  challengeLocked: () =>
    msg('Đã nhập sai quá số lần cho phép. Vui lòng xác thực lại.', {
      id: 'challengeLocked',
      desc: 'The challenge took too many wrong codes.',
    }),
  accountLockedUntil: () =>
    msg('Phương thức xác thực tạm khóa do nhập sai nhiều lần.', {
      id: 'accountLockedUntil',
      desc: 'Locked for a time; a countdown stands beside it.',
    }),
  accountLocked: () =>
    msg('Phương thức xác thực đã bị khóa. Vui lòng liên hệ KBSV để được hỗ trợ.', {
      id: 'accountLocked',
      desc: 'Locked with no end known; never promise that it opens by itself.',
    }),
  transactionMismatch: () =>
    msg('Giao dịch đã thay đổi. Vui lòng xác thực lại.', {
      id: 'transactionMismatch',
      desc: 'The transaction is not the one that was authorized.',
    }),
  sessionExpired: () =>
    msg('Phiên đăng nhập đã hết hạn. Vui lòng đăng nhập lại.', {
      id: 'sessionExpired',
      desc: 'The host’s session is over.',
    }),
  stepUpRequired: () =>
    msg('Cần thêm một bước xác thực để tiếp tục.', {
      id: 'stepUpRequired',
      desc: 'The host must prove the customer by a stronger step first.',
    }),
  limitExceeded: () =>
    msg('Vượt hạn mức tạm thời sau khi đổi phương thức xác thực. Vui lòng giảm số tiền hoặc thử lại sau.', {
      id: 'limitExceeded',
      desc: 'For some hours after a change of method large transfers are refused.',
    }),
  noMethod: () =>
    msg('Hiện không có phương thức xác thực nào dùng được. Vui lòng liên hệ KBSV để được hỗ trợ.', {
      id: 'noMethod',
      desc: 'Nothing is left to prove the customer by; only the broker’s staff can help.',
    }),
  grantExpired: () =>
    msg('Xác thực đã hết hiệu lực. Vui lòng xác thực lại.', {
      id: 'grantExpired',
      desc: 'The proof was not used in time.',
    }),
  maintenance: () =>
    msg('Hệ thống xác thực đang bảo trì. Vui lòng quay lại sau.', {id: 'maintenance', desc: 'Planned maintenance.'}),
  clientOutdated: () =>
    msg('Trang này đã có phiên bản mới. Vui lòng tải lại trang.', {
      id: 'clientOutdated',
      desc: 'The page’s version is no longer served.',
    }),
  refused: () =>
    msg('Yêu cầu chưa được chấp nhận. Vui lòng liên hệ KBSV để được hỗ trợ.', {
      id: 'refused',
      desc: 'The endpoint refused for a reason that the customer can’t mend.',
    }),
  misconfigured: () =>
    msg('Chưa thể xác thực trên trang này. Vui lòng dùng kênh khác hoặc liên hệ KBSV.', {
      id: 'misconfigured',
      desc: 'The host page’s developer made a mistake; the console says which.',
    }),
  codeRefusedLetters: () =>
    msg('Mã chỉ gồm chữ cái và chữ số. Vui lòng nhập lại.', {
      id: 'codeRefusedLetters',
      desc: 'The same where a code has letters too.',
    }),
  codeShort: (digits: number) =>
    msg(str`Mã gồm ${digits} chữ số. Vui lòng nhập đủ.`, {
      id: 'codeShort',
      desc: 'Enter was pressed before the code was complete; digits is how many a code has, four or more.',
    }),
  codeShortLetters: (length: number) =>
    msg(str`Mã gồm ${length} ký tự. Vui lòng nhập đủ.`, {
      id: 'codeShortLetters',
      desc: 'The same where a code has letters too.',
    }),
  codeMissing: () =>
    msg('Vui lòng nhập trước khi xác nhận.', {
      id: 'codeMissing',
      desc: 'Enter was pressed in the empty field of a trading password.',
    }),
  notSent: () =>
    msg('Kết nối bị gián đoạn, mã chưa được kiểm tra. Vui lòng nhập lại.', {
      id: 'notSent',
      desc: 'The endpoint says that the code never arrived or was not judged.',
    }),
  rateLimited: () =>
    msg('Có quá nhiều yêu cầu liên tiếp. Vui lòng chờ rồi thử lại.', {id: 'rateLimited', desc: 'Too many requests.'}),
  challengeExpired: () =>
    msg('Đã hết thời gian nhập mã. Vui lòng xác thực lại.', {id: 'challengeExpired', desc: 'The challenge expired.'}),
  requestDenied: () =>
    msg('Yêu cầu đã bị từ chối trên điện thoại. Nếu muốn tiếp tục, vui lòng xác thực lại.', {
      id: 'requestDenied',
      desc: 'The customer rejected on their phone what this page asked for.',
    }),
};
