import type {Problem} from '../../domain/problems.js';
import type {PasswordWeakness} from '../../domain/password-rules.js';
import {templates as english} from '../../generated/locales/en/device.js';
import {registerTranslations, msg, str} from '../msg.js';

registerTranslations(english);

/** What `<otp-enroll>` and `<otp-list>` both say: about the KB-OTP password and the list on the device. */
export const deviceMessages = {
  password: () =>
    msg('Mật khẩu KB-OTP', {id: 'password', desc: 'Label of the field for the KB-OTP password. Never “PIN”.'}),
  passwordNew: () =>
    msg('Tạo mật khẩu KB-OTP', {id: 'passwordNew', desc: 'Label of the field in which a KB-OTP password is made up.'}),
  passwordNewHint: (digits: number) =>
    msg(str`${digits} chữ số, dùng chung cho mọi tài khoản trong Danh sách KB-OTP trên thiết bị này.`, {
      id: 'passwordNewHint',
      desc: 'Below the label of the new password; digits is a number such as 6.',
    }),
  passwordAgain: () =>
    msg('Nhập lại mật khẩu KB-OTP', {id: 'passwordAgain', desc: 'Label of the field that repeats the new password.'}),
  passwordAgainHint: () =>
    msg('KBSV không lưu và không thể cấp lại mật khẩu này.', {
      id: 'passwordAgainHint',
      desc: 'Below the label of the repeated password.',
    }),
  passwordMismatch: () =>
    msg('Mật khẩu nhập lại chưa khớp. Vui lòng nhập lại.', {
      id: 'passwordMismatch',
      desc: 'The repeated password differs.',
    }),
  passwordOther: () => msg('Chọn mật khẩu khác', {id: 'passwordOther', desc: 'Button back to making up a password.'}),
  continue: () => msg('Tiếp tục', {id: 'continue', desc: 'Main button.'}),
  back: () => msg('Quay lại', {id: 'back', desc: 'Button to the screen before.'}),
  unlocking: () => msg('Đang mở khóa…', {id: 'unlocking', desc: 'While the list is unlocked.'}),
  wrongPassword: (left: number) =>
    msg(str`Mật khẩu KB-OTP chưa đúng. Quý khách còn ${left} lần thử.`, {
      id: 'wrongPassword',
      desc: 'Wrong KB-OTP password; tries left.',
    }),
  wrongPasswordLast: () =>
    msg(
      'Mật khẩu KB-OTP chưa đúng. Quý khách còn 1 lần thử. Nếu sai, Danh sách KB-OTP trên thiết bị này sẽ không còn dùng được.',
      {
        id: 'wrongPasswordLast',
        desc: 'Wrong KB-OTP password; one try left before the list is destroyed.',
      },
    ),
  deviceDisabled: () =>
    msg(
      'Đã nhập sai mật khẩu KB-OTP quá số lần cho phép. Danh sách KB-OTP trên thiết bị này không còn dùng được. Hãy đặt lại mật khẩu KB-OTP.',
      {
        id: 'deviceDisabled',
        desc: 'The endpoint has destroyed the device’s key.',
      },
    ),
  unlockAgain: () =>
    msg('Hãy mở khóa lại Danh sách KB-OTP để thêm tài khoản.', {
      id: 'unlockAgain',
      desc: 'Accounts can be added only right after an unlock that the endpoint has seen.',
    }),
  listBusy: () =>
    msg('Danh sách KB-OTP đang được thay đổi ở một trang khác. Vui lòng thử lại sau giây lát.', {
      id: 'listBusy',
      desc: 'Another page, or another part of this one, is changing the list and has not come to its end.',
    }),
  storageUnavailable: () =>
    msg(
      'Trình duyệt không cho lưu Danh sách KB-OTP. Hãy tắt chế độ ẩn danh hoặc cho phép trang lưu dữ liệu, rồi thử lại.',
      {
        id: 'storageUnavailable',
        desc: 'Private mode, blocked or broken storage.',
      },
    ),
  storageFailed: () =>
    msg('Chưa lưu được trên thiết bị, chưa có gì thay đổi. Vui lòng thử lại.', {
      id: 'storageFailed',
      desc: 'A write to the device failed; nothing has changed.',
    }),
  vaultDamaged: () =>
    msg(
      'Không đọc được Danh sách KB-OTP trên thiết bị này. Hãy xóa dữ liệu hỏng trong danh sách, rồi hủy và đăng ký lại KB-OTP.',
      {
        id: 'vaultDamaged',
        desc: 'The record on the device is broken.',
      },
    ),
  passkeyUnsupported: () =>
    msg('Thiết bị này chưa mở khóa được bằng sinh trắc học. Vui lòng dùng mật khẩu KB-OTP.', {
      id: 'passkeyUnsupported',
      desc: 'Biometrics can’t be used for unlocking.',
    }),
  biometricsNotSetUp: () =>
    msg('Thiết bị chưa cài đặt sinh trắc học. Hãy bật trong phần Cài đặt của thiết bị rồi thử lại.', {
      id: 'biometricsNotSetUp',
      desc: 'The customer wants to unlock by biometrics, but has set up none on this device.',
    }),
  passkeyFailed: () =>
    msg('Chưa xác nhận được sinh trắc học. Hãy thử lại hoặc dùng mật khẩu KB-OTP.', {
      id: 'passkeyFailed',
      desc: 'Biometrics were cancelled or not recognized.',
    }),
  biometricsChanged: () =>
    msg('Sinh trắc học trên thiết bị đã thay đổi. Hãy nhập mật khẩu KB-OTP rồi bật lại sinh trắc học.', {
      id: 'biometricsChanged',
      desc: 'The passkey answers otherwise than when biometrics were turned on here.',
    }),
  storageCleared: () =>
    msg(
      'Dữ liệu của trang đã bị xóa nên Danh sách KB-OTP không còn. Hãy nhấn “Hủy KB-OTP” tại màn hình xác thực rồi đăng ký lại.',
      {id: 'storageCleared', desc: 'The list was here when the page was opened, and is gone.'},
    ),
  passwordRefused: () =>
    msg('Mật khẩu KB-OTP chỉ gồm chữ số. Vui lòng nhập lại.', {
      id: 'passwordRefused',
      desc: 'Something that is no digit was typed or pasted into the field of a KB-OTP password.',
    }),
  weakLength: (digits: number) =>
    msg(str`Mật khẩu KB-OTP gồm đúng ${digits} chữ số.`, {
      id: 'weakLength',
      desc: 'A refused new password, or Enter before it was complete.',
    }),
  weakRepeated: () => msg('Không dùng toàn một chữ số.', {id: 'weakRepeated', desc: 'A refused new password: 000000.'}),
  weakSequence: () =>
    msg('Không dùng dãy số liên tiếp.', {id: 'weakSequence', desc: 'A refused new password: 123456, 987654.'}),
  weakPattern: () =>
    msg('Không dùng các nhóm số lặp lại.', {id: 'weakPattern', desc: 'A refused new password: 121212, 123123.'}),
  weakDate: () =>
    msg('Không dùng ngày tháng hoặc năm.', {id: 'weakDate', desc: 'A refused new password that is a date or a year.'}),
  weakKeypad: () => msg('Không dùng các phím liền nhau.', {id: 'weakKeypad', desc: 'A refused new password: 147258.'}),
  weakPersonal: () =>
    msg('Không dùng số tài khoản hoặc số điện thoại.', {
      id: 'weakPersonal',
      desc: 'A refused new password that others know.',
    }),
};

export type DeviceTexts = typeof deviceMessages;

const weaknesses: Readonly<Record<PasswordWeakness, (say: DeviceTexts, digits: number) => string>> = {
  length: (say, digits) => say.weakLength(digits),
  not_digits: (say, digits) => say.weakLength(digits),
  repeated: (say) => say.weakRepeated(),
  sequence: (say) => say.weakSequence(),
  pattern: (say) => say.weakPattern(),
  date: (say) => say.weakDate(),
  year: (say) => say.weakDate(),
  keypad: (say) => say.weakKeypad(),
  personal: (say) => say.weakPersonal(),
};

/** Why a new password is refused, each reason once. */
export const describeWeaknesses = (found: readonly PasswordWeakness[], say: DeviceTexts, digits: number): string =>
  [...new Set(found.map((weakness) => weaknesses[weakness](say, digits)))].join(' ');

const wordings: Partial<Record<Problem['code'], (say: DeviceTexts, left: number) => string>> = {
  wrong_password: (say, left) =>
    left > 1 ? say.wrongPassword(left) : left === 1 ? say.wrongPasswordLast() : say.deviceDisabled(),
  device_disabled: (say) => say.deviceDisabled(),
  device_locked: (say) => say.unlockAgain(),
  request_in_progress: (say) => say.listBusy(),
  storage_unavailable: (say) => say.storageUnavailable(),
  storage_failed: (say) => say.storageFailed(),
  vault_damaged: (say) => say.vaultDamaged(),
  passkey_unsupported: (say) => say.passkeyUnsupported(),
  passkey_not_set_up: (say) => say.biometricsNotSetUp(),
  passkey_failed: (say) => say.passkeyFailed(),
  vault_missing: (say) => say.storageCleared(),
  passkey_changed: (say) => say.biometricsChanged(),
};

/** The customer's words for a problem of the device, or null when it is none of the device's. */
export const describeDeviceProblem = ({code, attemptsLeft}: Problem, say: DeviceTexts): string | null =>
  wordings[code]?.(say, attemptsLeft ?? 0) ?? null;
