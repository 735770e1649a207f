/** What the phone, its apps and the customer’s other belongings say. */

import type {Text} from './texts.js';

export const phoneTexts = {
  phone: {vi: 'Điện thoại của khách hàng', en: 'The customer’s phone'},
  list: {vi: 'Danh sách KB-OTP', en: 'List of KB-OTP'},
  codeLabel: {vi: 'Mã xác thực KB-OTP', en: 'KB-OTP authentication code'},
  copy: {vi: 'Sao chép', en: 'Copy'},
  copied: {vi: 'Đã sao chép', en: 'Copied'},
  secondsLeft: {vi: '{seconds} giây', en: '{seconds} sec'},
  otherPhone: {
    vi: 'Ứng dụng xác thực bất kỳ hoặc lệnh sau cho ra cùng mã này:',
    en: 'Any authenticator app, or this command, gives the same code:',
  },
  seedNote: {
    vi: 'Khóa mẫu công khai của RFC 6238, chỉ dùng cho tài khoản minh họa.',
    en: 'The public sample key of RFC 6238, for this demo account only.',
  },
  wakeTitle: {vi: 'Thông báo · KB-OTP', en: 'Notification · KB-OTP'},
  wakeText: {
    vi: 'Có yêu cầu đang chờ Quý khách phê duyệt. Vui lòng mở Danh sách KB-OTP.',
    en: 'A request is waiting for your approval. Open the List of KB-OTP.',
  },
  pushStart: {vi: 'Báo khi có yêu cầu', en: 'Tell me of requests'},
  pushStop: {vi: 'Không báo nữa', en: 'Stop telling me'},
  pushOn: {
    vi: 'Trình duyệt này sẽ báo khi có yêu cầu chờ Quý khách phê duyệt.',
    en: 'This browser tells you when a request waits for your approval.',
  },
  pushRefused: {
    vi: 'Trình duyệt đang chặn thông báo của trang này. Quý khách có thể cho phép trong cài đặt của trình duyệt.',
    en: 'This browser blocks notifications from this page. You can allow them in its settings.',
  },
  pushNoList: {
    vi: 'Thiết bị này chưa có Danh sách KB-OTP. Vui lòng đăng ký KB-OTP trước.',
    en: 'This device has no List of KB-OTP. Register KB-OTP first.',
  },
  pushFailed: {
    vi: 'Trình duyệt chưa kết nối được với dịch vụ thông báo của mình. Vui lòng thử lại.',
    en: 'This browser could not reach its push service. Please try again.',
  },
  messages: {vi: 'Tin nhắn và cuộc gọi', en: 'Messages and calls'},
  noMessages: {
    vi: 'Chưa có tin nào. Mã sẽ đến đây khi Quý khách đặt lệnh.',
    en: 'Nothing yet. Your code arrives here when you place an order.',
  },
  noNotices: {
    vi: 'Chưa có tin nào. Thông báo về KB-OTP sẽ đến đây.',
    en: 'Nothing yet. Notices about KB-OTP arrive here.',
  },
  onOtherPhone: {vi: '{account} · trên thiết bị khác: {name}', en: '{account} · on another device: {name}'},
  sms: {vi: 'Tin nhắn SMS', en: 'Text message'},
  email: {vi: 'Email', en: 'Email'},
  voice: {vi: 'Cuộc gọi thoại', en: 'Voice call'},
  matrixCard: {vi: 'Thẻ ma trận', en: 'Matrix card'},
  matrixHint: {
    vi: 'Đọc các ô mà màn hình xác thực yêu cầu, theo đúng thứ tự.',
    en: 'Read the cells that the authentication screen asks for, in order.',
  },
  token: {vi: 'Thiết bị token', en: 'Hardware token'},
  tokenHint: {vi: 'Số sê-ri {serial}', en: 'Serial number {serial}'},
  password: {vi: 'Mật khẩu giao dịch', en: 'Trading password'},
  passwordHint: {
    vi: 'Khách hàng tự ghi nhớ. Mật khẩu của tài khoản minh họa này:',
    en: 'The customer memorizes it. For this demo account it is:',
  },

  apps: {vi: 'Ứng dụng', en: 'Apps'},
  belongings: {vi: 'Phương tiện xác thực khác của khách hàng', en: 'The customer’s other ways to verify'},
  back: {vi: 'Quay lại', en: 'Back'},
  home: {vi: 'Trang chủ', en: 'Home'},
  signIn: {vi: 'Đăng nhập', en: 'Sign in'},
  signedIn: {vi: 'Quý khách đã đăng nhập.', en: 'You are signed in.'},
  methodInForce: {vi: 'Xác thực bằng', en: 'Verified by'},
  moreAccounts: {vi: 'Đăng ký cùng lúc nhiều tài khoản', en: 'Register several accounts at once'},
  deviceName: {vi: 'Điện thoại của {holder} ({app})', en: '{holder}’s phone ({app})'},
} as const satisfies Record<string, Text>;
