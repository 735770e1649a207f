/** What the page says, in both languages. Names in braces are filled in by `say`. */

import {settings, type Language} from './settings.js';

type Text = Readonly<Record<Language, string>>;

const texts = {
  pageTitle: {vi: 'KB-Trade – minh họa KB-OTP', en: 'KB-Trade – KB-OTP demo'},
  demoNote: {
    vi: 'Trang minh họa KB-OTP. Không có lệnh thật.',
    en: 'A demo of KB-OTP. No real orders.',
  },
  account: {vi: 'Tài khoản', en: 'Account'},
  language: {vi: 'Ngôn ngữ', en: 'Language'},
  theme: {vi: 'Giao diện', en: 'Theme'},
  light: {vi: 'Sáng', en: 'Light'},
  dark: {vi: 'Tối', en: 'Dark'},

  scenarios: {vi: 'Tình huống', en: 'Scenarios'},
  wrongCode: {vi: 'Nhập sai mã', en: 'Wrong code'},
  lockAccount: {vi: 'Khóa phương thức', en: 'Lock the method'},
  loseNetwork: {vi: 'Mất mạng', en: 'Network lost'},
  slowNetwork: {vi: 'Mạng chậm', en: 'Slow network'},
  expireSession: {vi: 'Hết phiên', en: 'Session expired'},
  startOver: {vi: 'Làm lại từ đầu', en: 'Start over'},
  wrongCodePlayed: {vi: 'Một mã sai đã được nhập.', en: 'A wrong code has been typed.'},
  wrongCodeNeedsField: {
    vi: 'Hãy đặt lệnh trước: mã sai được nhập vào màn hình xác thực.',
    en: 'Place an order first: the wrong code goes into the authentication screen.',
  },
  lockPlayed: {
    vi: 'Đã nhập sai đủ số lần. Hãy đặt lệnh để xem.',
    en: 'Too many wrong codes were typed. Place an order to see.',
  },
  networkIsLost: {vi: 'Mạng đang mất. Bấm lần nữa để có mạng lại.', en: 'The network is down. Press again to restore it.'},
  networkIsSlow: {
    vi: 'Mạng đang chậm: mỗi yêu cầu chờ thêm 2,5 giây.',
    en: 'The network is slow: each request waits another 2.5 seconds.',
  },
  networkIsBack: {vi: 'Mạng bình thường.', en: 'The network is normal.'},
  sessionPlayed: {
    vi: 'Phiên đăng nhập đã kết thúc ở máy chủ.',
    en: 'The session has ended at the server.',
  },
  startedOver: {vi: 'Mọi thứ trở lại như ban đầu.', en: 'Everything is as it was at first.'},
  scenarioFailed: {vi: 'Chưa thực hiện được. Vui lòng thử lại.', en: 'That did not work. Please try again.'},

  sessionOver: {vi: 'Phiên đăng nhập đã hết hạn.', en: 'Your session has expired.'},
  signInAgain: {vi: 'Đăng nhập lại', en: 'Sign in again'},

  placeOrder: {vi: 'Đặt lệnh', en: 'Place an order'},
  buy: {vi: 'Mua', en: 'Buy'},
  sell: {vi: 'Bán', en: 'Sell'},
  symbol: {vi: 'Mã chứng khoán', en: 'Symbol'},
  quantity: {vi: 'Khối lượng', en: 'Quantity'},
  price: {vi: 'Giá (đồng)', en: 'Price (VND)'},
  floor: {vi: 'Sàn', en: 'Floor'},
  reference: {vi: 'Tham chiếu', en: 'Reference'},
  ceiling: {vi: 'Trần', en: 'Ceiling'},
  orderValue: {vi: 'Giá trị lệnh', en: 'Order value'},
  lotHint: {vi: 'Lô chẵn {lot} cổ phiếu', en: 'Round lots of {lot} shares'},
  sendBuy: {vi: 'Đặt lệnh mua', en: 'Place buy order'},
  sendSell: {vi: 'Đặt lệnh bán', en: 'Place sell order'},
  sending: {vi: 'Đang gửi lệnh…', en: 'Sending the order…'},
  sendAgain: {vi: 'Gửi lại lệnh', en: 'Send the order again'},
  quantityWrong: {
    vi: 'Khối lượng là bội số của {lot}, tối đa {most}.',
    en: 'The quantity is a multiple of {lot}, {most} at most.',
  },
  priceOutside: {vi: 'Giá phải từ {floor} đến {ceiling}.', en: 'The price must be from {floor} to {ceiling}.'},
  priceTick: {vi: 'Bước giá là {tick} đồng.', en: 'Prices go in steps of {tick} dong.'},
  editHint: {
    vi: 'Sửa lệnh sẽ đóng bước xác thực này.',
    en: 'Editing the order closes this step.',
  },
  orderAccepted: {vi: 'Lệnh đã được nhận. Số lệnh {number}.', en: 'Order accepted. Order number {number}.'},
  orderNotSent: {
    vi: 'Chưa nhận được trả lời cho lệnh. Gửi lại là an toàn: lệnh chỉ được nhận một lần.',
    en: 'No answer about the order yet. Sending again is safe: it is accepted once only.',
  },
  orderNeedsProof: {
    vi: 'Lệnh chưa được nhận vì xác thực không còn hiệu lực. Vui lòng xác thực lại.',
    en: 'The order was not accepted: the authentication no longer counts. Please authenticate again.',
  },
  orderMismatch: {
    vi: 'Lệnh khác với lệnh Quý khách đã xác thực. Vui lòng xác thực lại.',
    en: 'The order is not the one that you authorised. Please authenticate again.',
  },
  orderRefused: {vi: 'Lệnh không được nhận.', en: 'The order was not accepted.'},

  orders: {vi: 'Sổ lệnh trong ngày', en: 'Today’s orders'},
  noOrders: {vi: 'Chưa có lệnh nào.', en: 'No orders yet.'},
  orderNumber: {vi: 'Số lệnh', en: 'Order no.'},
  time: {vi: 'Giờ', en: 'Time'},
  order: {vi: 'Lệnh', en: 'Order'},
  verifiedBy: {vi: 'Xác thực', en: 'Verified by'},

  phone: {vi: 'Điện thoại của khách hàng', en: 'The customer’s phone'},
  list: {vi: 'Danh sách KB-OTP', en: 'List of KB-OTP'},
  codeLabel: {vi: 'Mã xác thực KB-OTP', en: 'KB-OTP authentication code'},
  copy: {vi: 'Sao chép', en: 'Copy'},
  copied: {vi: 'Đã chép', en: 'Copied'},
  secondsLeft: {vi: '{seconds} giây', en: '{seconds} s'},
  otherPhone: {
    vi: 'Ứng dụng xác thực bất kỳ hoặc lệnh sau cũng cho ra mã này:',
    en: 'Any authenticator app, or this command, gives the same code:',
  },
  seedNote: {
    vi: 'Khóa mẫu công khai của RFC 6238, chỉ dùng cho tài khoản minh họa.',
    en: 'The public sample key of RFC 6238, for this demo account only.',
  },
  messages: {vi: 'Tin nhắn và cuộc gọi', en: 'Messages and calls'},
  noMessages: {
    vi: 'Chưa có tin nào. Mã sẽ đến đây khi Quý khách đặt lệnh.',
    en: 'Nothing yet. The code arrives here when you place an order.',
  },
  sms: {vi: 'Tin nhắn SMS', en: 'Text message'},
  email: {vi: 'Email', en: 'Email'},
  voice: {vi: 'Cuộc gọi thoại', en: 'Voice call'},
  matrixCard: {vi: 'Thẻ ma trận', en: 'Matrix card'},
  matrixHint: {
    vi: 'Đọc các ô mà màn hình xác thực hỏi, theo thứ tự.',
    en: 'Read the cells that the screen asks for, in order.',
  },
  token: {vi: 'Thiết bị token', en: 'Hardware token'},
  tokenHint: {vi: 'Số sê-ri {serial}', en: 'Serial number {serial}'},
  password: {vi: 'Mật khẩu giao dịch', en: 'Trading password'},
  passwordHint: {
    vi: 'Khách hàng nhớ mật khẩu này. Của tài khoản minh họa là:',
    en: 'The customer knows it by heart. For this demo account it is:',
  },

  events: {vi: 'Sự kiện của <otp-verify>', en: 'Events of <otp-verify>'},
  traffic: {vi: 'Trao đổi với máy chủ', en: 'Traffic'},
  nothingYet: {vi: 'Chưa có gì.', en: 'Nothing yet.'},
  clear: {vi: 'Xóa', en: 'Clear'},
  sent: {vi: 'Gửi', en: 'Sent'},
  received: {vi: 'Nhận', en: 'Received'},
  noAnswer: {vi: 'không có trả lời', en: 'no answer'},
  masked: {vi: 'Mã và chứng nhận xác thực đã được che.', en: 'Codes and grants are masked.'},

  cannotStart: {
    vi: 'Chưa mở được phiên minh họa. Hãy xem cửa sổ dòng lệnh, rồi tải lại trang.',
    en: 'The demo session could not be opened. See the terminal, then reload the page.',
  },
} as const satisfies Record<string, Text>;

export type TextId = keyof typeof texts;

export const isTextId = (id: string): id is TextId => id in texts;

/** A text in the page's language. */
export function say(id: TextId, values: Readonly<Record<string, string | number>> = {}): string {
  return texts[id][settings().lang].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}

/** Fills every element below `root` that names its text in `data-text`, and the labels in `data-label`. */
export function translate(root: ParentNode): void {
  for (const element of root.querySelectorAll<HTMLElement>('[data-text]')) {
    const id = element.dataset['text'] ?? '';
    if (isTextId(id)) element.textContent = say(id);
  }
  for (const element of root.querySelectorAll<HTMLElement>('[data-label]')) {
    const id = element.dataset['label'] ?? '';
    if (isTextId(id)) element.setAttribute('aria-label', say(id));
  }
}

const locales: Readonly<Record<Language, string>> = {vi: 'vi-VN', en: 'en-US'};

export const formatNumber = (value: number): string => new Intl.NumberFormat(locales[settings().lang]).format(value);

export const formatMoney = (dong: number): string =>
  new Intl.NumberFormat(locales[settings().lang], {style: 'currency', currency: 'VND'}).format(dong);

/** @param at epoch milliseconds */
export const formatClock = (at: number): string =>
  new Intl.DateTimeFormat(locales[settings().lang], {timeStyle: 'medium', hourCycle: 'h23'}).format(at);
