import {templates as english} from '../../generated/locales/en/list.js';
import {registerTranslations, msg, str} from '../msg.js';

registerTranslations(english);

/** What `<otp-list>` says. */
export const listMessages = {
  listTitle: () => msg('Danh sách KB-OTP', {id: 'listTitle', desc: 'Heading and name of the element.'}),
  listLoading: () => msg('Đang mở Danh sách KB-OTP…', {id: 'listLoading', desc: 'While the device is looked at.'}),
  listEmpty: () =>
    msg(
      'Thiết bị này chưa có tài khoản KB-OTP. Nếu Quý khách vừa cài lại ứng dụng hoặc đặt lại mật khẩu KB-OTP, hãy nhấn “Hủy KB-OTP” tại màn hình xác thực rồi đăng ký lại.',
      {
        id: 'listEmpty',
        desc: 'Why the list may be empty and what to do next.',
      },
    ),
  unlock: () => msg('Mở khóa', {id: 'unlock', desc: 'Main button.'}),
  unlockPasskey: () => msg('Mở khóa bằng sinh trắc học', {id: 'unlockPasskey', desc: 'Button.'}),
  lockList: () => msg('Khóa danh sách', {id: 'lockList', desc: 'Button.'}),
  forgot: () => msg('Quên mật khẩu KB-OTP?', {id: 'forgot', desc: 'Button.'}),
  addAccount: () => msg('Thêm tài khoản', {id: 'addAccount', desc: 'Button.'}),
  changePassword: () => msg('Đổi mật khẩu KB-OTP', {id: 'changePassword', desc: 'Button.'}),
  passwordPresent: () =>
    msg('Mật khẩu KB-OTP hiện tại', {
      id: 'passwordPresent',
      desc: 'Label of the field for the present KB-OTP password, asked of the open list.',
    }),
  provePassword: () =>
    msg('Nhập mật khẩu hiện tại để tạo mật khẩu mới.', {
      id: 'provePassword',
      desc: 'Below the label of the present password: why it is asked, before it is changed.',
    }),
  provePasskey: () =>
    msg('Nhập mật khẩu hiện tại để bật sinh trắc học.', {
      id: 'provePasskey',
      desc: 'Below the label of the present password: why it is asked, before biometrics are turned on.',
    }),
  proveByPasskey: () =>
    msg('Xác nhận bằng sinh trắc học', {
      id: 'proveByPasskey',
      desc: 'Button in place of typing the present password.',
    }),
  passkeyNext: () =>
    msg('Nhấn “Bật sinh trắc học”, rồi xác nhận trên thiết bị.', {
      id: 'passkeyNext',
      desc: 'Once the present password was right: the browser asks for biometrics after the button is pressed.',
    }),
  addPasskey: () => msg('Bật sinh trắc học', {id: 'addPasskey', desc: 'Button.'}),
  biometricsOffer: () =>
    msg('Mở khóa bằng sinh trắc học?', {
      id: 'biometricsOffer',
      desc: 'On the list that is shown right after registering; the button is addPasskey.',
    }),
  biometricsOfferHint: () =>
    msg('Lần sau Quý khách không cần nhập mật khẩu KB-OTP trên thiết bị này.', {
      id: 'biometricsOfferHint',
      desc: 'Below biometricsOffer.',
    }),
  storageMayClear: () =>
    msg('Trình duyệt có thể tự xóa Danh sách KB-OTP. Hãy cho phép giữ dữ liệu hoặc thêm trang vào màn hình chính.', {
      id: 'storageMayClear',
      desc: 'On the open list, where the browser has not promised to keep it.',
    }),
  storageKeep: () => msg('Giữ dữ liệu trên thiết bị', {id: 'storageKeep', desc: 'Button: asks the browser to.'}),
  storageKept: () => msg('Danh sách KB-OTP được giữ trên thiết bị này.', {id: 'storageKept', desc: 'It has promised.'}),
  storageNotKept: () =>
    msg('Trình duyệt chưa cho phép. Nếu danh sách bị xóa, Quý khách cần hủy và đăng ký lại KB-OTP.', {
      id: 'storageNotKept',
      desc: 'It has not.',
    }),
  showCode: (account: string) =>
    msg(str`Hiện mã của ${account}`, {
      id: 'showCode',
      desc: 'Name of the dots that stand for a code that is not shown.',
    }),
  removePasskey: () => msg('Tắt sinh trắc học', {id: 'removePasskey', desc: 'Button.'}),
  copy: () => msg('Sao chép', {id: 'copy', desc: 'Button beside a code.'}),
  copied: () => msg('Đã sao chép mã.', {id: 'copied', desc: 'After copying.'}),
  copiedHere: () =>
    msg('Đã sao chép', {id: 'copiedHere', desc: 'In place of “copy”, beside the code that was copied.'}),
  nextCode: (digits: string) =>
    msg(str`Mã tiếp theo: ${digits}`, {id: 'nextCode', desc: 'Beside a code in its last five seconds.'}),
  settings: () =>
    msg('Cài đặt', {id: 'settings', desc: 'Opens what can be changed of the list: password, biometrics.'}),
  entryMenu: (account: string) =>
    msg(str`Tùy chọn cho ${account}`, {id: 'entryMenu', desc: 'Opens what can be done with one account of the list.'}),
  notCopied: () =>
    msg('Chưa sao chép được. Vui lòng tự nhập mã đang hiển thị.', {
      id: 'notCopied',
      desc: 'The browser does not let the page copy; customers type the code themselves.',
    }),
  unconfirmed: (left: number) =>
    msg(
      str`Hệ thống chưa nhận được xác nhận mật khẩu đúng; xác nhận được tự động gửi lại. Vui lòng kiểm tra kết nối mạng. Số lần mở khóa còn lại cho đến khi gửi được: ${left}.`,
      {
        id: 'unconfirmed',
        desc: 'On the open list: the password was right, but the system could not be told. The number of unlocks left before the list is destroyed.',
      },
    ),
  failedAttempts: (count: number) =>
    msg(
      str`Số lần nhập sai mật khẩu KB-OTP hoặc mã kể từ lần mở khóa trước: ${count}. Không phải Quý khách thực hiện? Vui lòng liên hệ KBSV ngay.`,
      {
        id: 'failedAttempts',
        desc: 'On the list just unlocked: somebody may have guessed. The number, 1 or more, is of passwords and codes together.',
      },
    ),
  remove: () => msg('Gỡ', {id: 'remove', desc: 'Button beside an account: takes it off this device.'}),
  removeConfirm: () => msg('Gỡ tài khoản', {id: 'removeConfirm', desc: 'Button that answers the question.'}),
  removeAccount: (account: string) =>
    msg(str`Gỡ tài khoản ${account} khỏi thiết bị này?`, {
      id: 'removeAccount',
      desc: 'Question before an account is removed.',
    }),
  removeConsequence: () =>
    msg('Thiết bị này sẽ không tạo mã cho tài khoản nữa. Tài khoản vẫn dùng KB-OTP cho đến khi Quý khách hủy KB-OTP.', {
      id: 'removeConsequence',
      desc: 'What removing does and does not do.',
    }),
  removed: () => msg('Đã gỡ tài khoản.', {id: 'removed', desc: 'After an account was removed.'}),
  passwordChanged: () => msg('Đã đổi mật khẩu KB-OTP.', {id: 'passwordChanged', desc: 'Success.'}),
  passkeyAdded: () => msg('Đã bật sinh trắc học.', {id: 'passkeyAdded', desc: 'Success.'}),
  passkeyRemoved: () => msg('Đã tắt sinh trắc học.', {id: 'passkeyRemoved', desc: 'Success.'}),
  superseded: () =>
    msg('Tài khoản đã chuyển sang thiết bị khác. Mã tại đây không còn dùng được.', {
      id: 'superseded',
      desc: 'In place of a code.',
    }),
  cancelledEntry: () =>
    msg('Tài khoản đã hủy KB-OTP. Mã tại đây không còn dùng được.', {
      id: 'cancelledEntry',
      desc: 'In place of a code: KB-OTP was cancelled.',
    }),
  gone: () =>
    msg('Thiết bị này không còn tạo mã cho tài khoản. Hãy gỡ tài khoản rồi đăng ký lại nếu cần.', {
      id: 'gone',
      desc: 'In place of a code: a ghost entry.',
    }),
  derivatives: () =>
    msg('Phái sinh', {
      id: 'derivatives',
      desc: 'Mark beside an account whose derivatives trading account is synchronized: its codes count there too.',
    }),
  pendingEntry: () =>
    msg('Chưa kích hoạt.', {id: 'pendingEntry', desc: 'In place of a code: registering was interrupted.'}),
  codeOf: (digits: string, seconds: number) =>
    msg(str`Mã ${digits}, còn ${seconds} giây`, {
      id: 'codeOf',
      desc: 'For screen readers: spaced digits and seconds left.',
    }),
  working: () => msg('Đang thực hiện…', {id: 'working', desc: 'While a change of the list is made.'}),
  forgotTitle: () =>
    msg('Đặt lại mật khẩu KB-OTP', {id: 'forgotTitle', desc: 'Heading of the two questions before a reset.'}),
  resetPassword: () =>
    msg('Đặt lại mật khẩu KB-OTP', {id: 'resetPassword', desc: 'Button that leads to the questions before a reset.'}),
  forgotWarning: () =>
    msg('Khi đặt lại mật khẩu KB-OTP, tất cả tài khoản sau sẽ bị xóa khỏi Danh sách KB-OTP trên thiết bị này:', {
      id: 'forgotWarning',
      desc: 'Above the list of accounts that will go.',
    }),
  forgotSure: () =>
    msg(
      'Không thể hoàn tác. Sau đó, hãy nhấn “Hủy KB-OTP” tại màn hình xác thực để quay lại phương thức xác thực cũ, rồi đăng ký lại.',
      {
        id: 'forgotSure',
        desc: 'The second question.',
      },
    ),
  forgotKeeps: () =>
    msg('Tài khoản giao dịch và tài sản của Quý khách không bị ảnh hưởng.', {
      id: 'forgotKeeps',
      desc: 'After the second question: what the reset does not touch.',
    }),
  forgotTick: () =>
    msg('Tôi hiểu Danh sách KB-OTP trên thiết bị này sẽ bị xóa', {
      id: 'forgotTick',
      desc: 'Tick box without which the reset can’t be confirmed.',
    }),
  discardDamaged: () =>
    msg('Xóa dữ liệu hỏng', {id: 'discardDamaged', desc: 'Button: removes a list that can’t be read any more.'}),
  forgotConfirm: () => msg('Xóa Danh sách KB-OTP', {id: 'forgotConfirm', desc: 'Button of the second question.'}),
  resetting: () => msg('Đang xóa Danh sách KB-OTP…', {id: 'resetting', desc: 'While the password is reset.'}),
  resetDoneTitle: () =>
    msg('Đã xóa Danh sách KB-OTP', {id: 'resetDoneTitle', desc: 'Success; resetDone stands below it.'}),
  resetDone: () =>
    msg(
      'Đã xóa Danh sách KB-OTP trên thiết bị này. Khi đăng nhập lại, hãy nhấn “Hủy KB-OTP” tại màn hình xác thực rồi đăng ký lại.',
      {
        id: 'resetDone',
        desc: 'After the reset; what to do next.',
      },
    ),
  resetNotCleaned: () =>
    msg('Danh sách KB-OTP không còn dùng được, nhưng dữ liệu trên thiết bị chưa được xóa hết. Vui lòng thử lại.', {
      id: 'resetNotCleaned',
      desc: 'The endpoint has reset, the device’s record could not be erased.',
    }),
};
