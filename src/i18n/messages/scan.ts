import type {CameraProblem} from '../../domain/scan.js';
import {templates as english} from '../../generated/locales/en/scan.js';
import {registerTranslations, msg, str} from '../msg.js';

registerTranslations(english);

/** What `<otp-list>` says while it scans what another page asks for. */
export const scanMessages = {
  scan: () => msg('Quét mã QR', {id: 'scan', desc: 'Button of the open list, and heading above what the camera sees.'}),
  scanStarting: () =>
    msg('Đang mở camera…', {id: 'scanStarting', desc: 'The browser may ask to allow the camera now.'}),
  scanHint: () =>
    msg('Hướng camera vào mã QR trên màn hình yêu cầu xác thực.', {
      id: 'scanHint',
      desc: 'Below what the camera sees; which channel shows the QR code is not known yet.',
    }),
  scanForeign: () =>
    msg('Mã QR này không phải của KBSV. Không tiếp tục trên trang đã hiển thị mã này.', {
      id: 'scanForeign',
      desc: 'Scanned something that the broker has not signed. The camera goes on.',
    }),
  scanOtherAccount: () =>
    msg('Giao dịch này không thuộc tài khoản nào trên thiết bị này.', {
      id: 'scanOtherAccount',
      desc: 'Scanned what another customer is asked for, or another device of theirs. The camera goes on.',
    }),
  scanExpired: (channel: string) =>
    msg(str`Mã QR đã hết hiệu lực. Hãy lấy mã QR mới trên ${channel}.`, {
      id: 'scanExpired',
      desc: 'Scanned too late, or answered too late. The camera goes on; the channel is a name such as KB-Trade.',
    }),
  scanNotAllowed: () =>
    msg('Chưa mở được camera. Hãy cho phép dùng camera rồi thử lại.', {
      id: 'scanNotAllowed',
      desc: 'The customer, or the page around this one, does not allow the camera.',
    }),
  scanNoCamera: () =>
    msg('Không tìm thấy camera trên thiết bị này.', {id: 'scanNoCamera', desc: 'This browser has no camera.'}),
  scanCameraBusy: () =>
    msg('Camera đang được dùng ở nơi khác. Hãy đóng ứng dụng đang dùng camera rồi thử lại.', {
      id: 'scanCameraBusy',
      desc: 'Another app has the camera, or it was taken away.',
    }),
  scanNotLoaded: () =>
    msg('Chưa tải được phần quét mã QR. Vui lòng kiểm tra kết nối mạng rồi thử lại.', {
      id: 'scanNotLoaded',
      desc: 'What reads QR codes did not come over the network.',
    }),
  boundReview: () =>
    msg('Kiểm tra giao dịch trước khi tạo mã', {
      id: 'boundReview',
      desc: 'Heading above what was scanned, without a network: a code to type is made.',
    }),
  boundCreate: () =>
    msg('Tạo mã', {id: 'boundCreate', desc: 'Main button without a network: makes a code to type. Authorizes.'}),
  boundOnly: () =>
    msg('Mã này chỉ dùng cho giao dịch này.', {id: 'boundOnly', desc: 'Below the eight digits of the code.'}),
  scanCode: (digits: string, seconds: number) =>
    msg(str`Mã ${digits}, còn ${seconds} giây`, {
      id: 'scanCode',
      desc: 'For screen readers: spaced digits and seconds left.',
    }),
  scanCopy: () => msg('Sao chép', {id: 'scanCopy', desc: 'Button beside the code.'}),
  scanCopied: () => msg('Đã sao chép', {id: 'scanCopied', desc: 'In place of “scanCopy”, once it was copied.'}),
  scanNotCopied: () =>
    msg('Chưa sao chép được. Vui lòng tự nhập mã đang hiển thị.', {
      id: 'scanNotCopied',
      desc: 'The browser does not let the page copy; customers type the code themselves.',
    }),
  scanType: (channel: string) =>
    msg(str`Nhập mã này trên ${channel}.`, {id: 'scanType', desc: 'Below the code: where it is typed.'}),
  scanSlow: (channel: string) =>
    msg(str`Đang phê duyệt. Nếu chờ lâu, hãy nhập mã này trên ${channel}.`, {
      id: 'scanSlow',
      desc: 'The network is slow: the code is sent by itself, and is shown as well.',
    }),
  scanUnheard: (channel: string) =>
    msg(str`Chưa nhận được kết quả. Nếu ${channel} chưa tiếp tục, hãy nhập mã này.`, {
      id: 'scanUnheard',
      desc: 'The code was sent by itself, and it is not known whether it arrived. To type it is safe: it counts once.',
    }),
};

type ScanMessages = typeof scanMessages;

const troubles: Readonly<Record<CameraProblem, (say: ScanMessages) => string>> = {
  denied: (say) => say.scanNotAllowed(),
  none: (say) => say.scanNoCamera(),
  busy: (say) => say.scanCameraBusy(),
  'not-loaded': (say) => say.scanNotLoaded(),
};

/** The customer's words for a camera that can't be used. */
export const describeCameraProblem = (problem: CameraProblem, say: ScanMessages): string => troubles[problem](say);
