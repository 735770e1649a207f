import {templates as english} from '../../generated/locales/en/scanning.js';
import {registerTranslations, msg, str} from '../msg.js';

registerTranslations(english);

/** What `<otp-verify>` says where the customer's own device may scan what it asks about. */
export const scanningMessages = {
  qrShow: () =>
    msg('Quét mã QR', {
      id: 'qrShow',
      desc: 'Quiet button below the code field: shows the QR code that the phone scans to make the code.',
    }),
  qrHide: () => msg('Ẩn mã QR', {id: 'qrHide', desc: 'In its place while the QR code is shown.'}),
  qrName: () => msg('Mã QR để quét bằng điện thoại', {id: 'qrName', desc: 'For screen readers: what the picture is.'}),
  qrHint: (device: string) =>
    msg(str`Quét mã QR bằng Danh sách KB-OTP trên “${device}”.`, {
      id: 'qrHint',
      desc: 'Below the code field, also before the QR code is shown; the device is a phone’s name.',
    }),
  qrHintAnyPhone: () =>
    msg('Quét mã QR bằng Danh sách KB-OTP trên KB-Mobile hoặc M-able.', {
      id: 'qrHintAnyPhone',
      desc: 'The same when the phone’s name is not known.',
    }),
  qrHintShort: () =>
    msg('Quét mã QR bằng Danh sách KB-OTP.', {
      id: 'qrHintShort',
      desc: 'The same in an order ticket, where there is one line.',
    }),
  qrFailed: () =>
    msg('Chưa hiển thị được mã QR. Vui lòng thử lại.', {
      id: 'qrFailed',
      desc: 'In place of the QR code, above a button that tries again.',
    }),
};
