import {templates as english} from '../../generated/locales/en/device-code.js';
import {registerTranslations, msg, str} from '../msg.js';

registerTranslations(english);

/** What is said where `<otp-verify>` stands on a device that makes codes. */
export const deviceCodeMessages = {
  useThisDevice: () =>
    msg('Dùng mã của thiết bị này', {
      id: 'useThisDevice',
      desc: 'Button: unlock the list on this device and have its code filled in and sent.',
    }),
  unlockToUse: () =>
    msg('Sau khi mở khóa, mã của tài khoản được tự động điền và gửi ngay.', {
      id: 'unlockToUse',
      desc: 'Below the label of the password field.',
    }),
  unlockAndUse: () => msg('Mở khóa và xác nhận', {id: 'unlockAndUse', desc: 'Main button.'}),
  thisDeviceLabel: () =>
    msg('Mật khẩu KB-OTP của thiết bị này', {id: 'thisDeviceLabel', desc: 'Label of the password field.'}),
  biometricsAndConfirm: () =>
    msg('Xác nhận bằng sinh trắc học', {
      id: 'biometricsAndConfirm',
      desc: 'Main button in place of typing the password: it authorizes, so it says so.',
    }),
  codeFromOtherDevice: () =>
    msg('Nhập mã từ thiết bị khác', {
      id: 'codeFromOtherDevice',
      desc: 'Quiet button to the code field, from this device’s password or from what is wrong with its list.',
    }),
  typeInstead: () =>
    msg('Tự nhập mã', {
      id: 'typeInstead',
      desc: 'Quiet button to the code field, while this device’s code is waited for.',
    }),
  autoWaiting: (time: string) =>
    msg(str`Mã hiện tại đã được sử dụng. Mã mới sẽ được tự động gửi sau ${time}.`, {
      id: 'autoWaiting',
      desc: 'This device’s code was used before; the next one goes to the endpoint by itself. Time such as 0:12.',
    }),
  deviceLacksAccount: () =>
    msg(
      'Tài khoản chưa có trong Danh sách KB-OTP trên thiết bị này. Nếu Quý khách vừa cài lại ứng dụng hoặc đặt lại mật khẩu KB-OTP, hãy nhấn “Hủy KB-OTP” rồi đăng ký lại.',
      {
        id: 'deviceLacksAccount',
        desc: 'The endpoint says KB-OTP, this device’s list lacks the account (F3, F4).',
      },
    ),
  deviceSuperseded: () =>
    msg('Tài khoản đã chuyển sang thiết bị khác. Vui lòng nhập mã từ thiết bị đó.', {
      id: 'deviceSuperseded',
      desc: 'This device’s codes no longer count.',
    }),
  deviceUnusable: () =>
    msg('Danh sách KB-OTP trên thiết bị này không còn dùng được. Hãy nhấn “Hủy KB-OTP” rồi đăng ký lại.', {
      id: 'deviceUnusable',
      desc: 'Too many wrong passwords: the key was destroyed.',
    }),
};
