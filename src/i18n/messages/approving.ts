import {templates as english} from '../../generated/locales/en/approving.js';
import {registerTranslations, msg, str} from '../msg.js';

registerTranslations(english);

/** What `<otp-verify>` says while the customer's own device is asked. */
export const approvingMessages = {
  approve: () =>
    msg('Phê duyệt trên điện thoại', {
      id: 'approve',
      desc: 'Quiet button beside the code field, and heading where no number is asked for: the phone is asked instead.',
    }),
  approveHeading: (number: string) =>
    msg(str`Nhập số ${number} trên điện thoại`, {
      id: 'approveHeading',
      desc: 'For screen readers: the two digits that the customer types on the phone.',
    }),
  approveLabel: () =>
    msg('Nhập trên điện thoại', {
      id: 'approveLabel',
      desc: 'Above the two digits that the customer types on the phone.',
    }),
  approveHint: (device: string) =>
    msg(str`Mở ứng dụng trên “${device}” để xem và phê duyệt.`, {
      id: 'approveHint',
      desc: 'Below the two digits; the device is a phone’s name.',
    }),
  approveHintAnyPhone: () =>
    msg('Mở KB-Mobile hoặc M-able để xem và phê duyệt.', {
      id: 'approveHintAnyPhone',
      desc: 'Below the two digits, when the phone’s name is not known.',
    }),
  approveHintShort: () =>
    msg('Mở ứng dụng để xem và phê duyệt.', {
      id: 'approveHintShort',
      desc: 'Below the two digits in an order ticket, where there is one line.',
    }),
  approveWaiting: () =>
    msg('Đang chờ Quý khách phê duyệt…', {
      id: 'approveWaiting',
      desc: 'In place of the two digits where none are asked for.',
    }),
  approveOffline: () =>
    msg('Mất kết nối mạng. Trang sẽ tự tiếp tục khi có mạng.', {
      id: 'approveOffline',
      desc: 'Below the two digits while the browser has no network: nothing has to be done but that.',
    }),
  approveOpenApp: (app: string) =>
    msg(str`Mở ${app}`, {
      id: 'approveOpenApp',
      desc: 'Link on the phone itself, to the app that makes its codes; it opens at what is asked.',
    }),
  approveTypeCode: () =>
    msg('Nhập mã xác thực', {
      id: 'approveTypeCode',
      desc: 'Quiet button below the two digits: the code is typed instead.',
    }),
};
