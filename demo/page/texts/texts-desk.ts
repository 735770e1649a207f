/** What the main page and the trading pages say. */

import type {Text} from './texts.js';

export const deskTexts = {
  pageTitle: {vi: 'KB-OTP – minh họa sáu kênh giao dịch', en: 'KB-OTP – demo of the six channels'},
  demoNote: {
    vi: 'Minh họa trên sáu kênh giao dịch. Không có lệnh thật.',
    en: 'A demo on all six channels. No real orders are placed.',
  },
  account: {vi: 'Tài khoản', en: 'Account'},
  language: {vi: 'Ngôn ngữ', en: 'Language'},
  theme: {vi: 'Giao diện', en: 'Theme'},
  light: {vi: 'Sáng', en: 'Light'},
  dark: {vi: 'Tối', en: 'Dark'},

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
    vi: 'Khối lượng phải là bội số của {lot}, tối đa {most}.',
    en: 'Enter a multiple of {lot}, {most} at most.',
  },
  priceOutside: {vi: 'Giá phải từ {floor} đến {ceiling}.', en: 'The price must be between {floor} and {ceiling}.'},
  priceTick: {vi: 'Bước giá là {tick} đồng.', en: 'Prices move in steps of VND {tick}.'},
  editHint: {vi: 'Nếu sửa lệnh, Quý khách cần xác thực lại.', en: 'If you edit the order, you need to verify again.'},
  orderAccepted: {vi: 'Lệnh đã được nhận. Số hiệu lệnh {number}.', en: 'Order accepted. Order number {number}.'},
  orderNotSent: {
    vi: 'Chưa nhận được phản hồi cho lệnh. Quý khách có thể gửi lại, lệnh chỉ được nhận một lần.',
    en: 'No answer about the order yet. You can safely send it again; it is accepted only once.',
  },
  orderNeedsProof: {
    vi: 'Lệnh chưa được nhận vì xác thực đã hết hiệu lực. Vui lòng xác thực lại.',
    en: 'The order was not accepted because the verification has expired. Please verify again.',
  },
  orderMismatch: {
    vi: 'Lệnh khác với lệnh Quý khách đã xác thực. Vui lòng xác thực lại.',
    en: 'This is not the order you verified. Please verify again.',
  },
  orderRefused: {vi: 'Lệnh không được nhận.', en: 'The order was not accepted.'},

  basket: {vi: 'Danh sách lệnh', en: 'List of orders'},
  listValue: {vi: 'Tổng giá trị lệnh', en: 'Total order value'},
  signOrders: {vi: 'Xác thực và đặt cả danh sách', en: 'Verify and place the list'},
  listAccepted: {
    vi: 'Cả danh sách đã được nhận. Số hiệu lệnh {numbers}.',
    en: 'All orders of the list accepted. Order numbers {numbers}.',
  },
  listDismissed: {
    vi: 'Quý khách đã đóng màn hình xác thực. Không lệnh nào được đặt.',
    en: 'You closed the authentication screen. None of the orders was placed.',
  },
  listDenied: {
    vi: 'Yêu cầu đã bị từ chối trên điện thoại. Không lệnh nào được đặt.',
    en: 'The request was rejected on the phone. None of the orders was placed.',
  },
  listNotAsked: {
    vi: 'Chưa xác thực được. Không lệnh nào được đặt.',
    en: 'Verification was not possible. None of the orders was placed.',
  },
  listNotSent: {
    vi: 'Chưa nhận được phản hồi cho danh sách lệnh. Quý khách có thể gửi lại, danh sách chỉ được nhận một lần.',
    en: 'No answer about the list yet. You can safely send it again; it is accepted only once.',
  },
  listRefused: {
    vi: 'Danh sách chưa được nhận, không lệnh nào được đặt. Vui lòng xác thực lại.',
    en: 'The list was not accepted; none of the orders was placed. Please verify again.',
  },

  orders: {vi: 'Sổ lệnh trong ngày', en: 'Today’s orders'},
  noOrders: {vi: 'Chưa có lệnh nào.', en: 'No orders yet.'},
  orderNumber: {vi: 'Số hiệu lệnh', en: 'Order no.'},
  time: {vi: 'Giờ', en: 'Time'},
  order: {vi: 'Lệnh', en: 'Order'},
  verifiedBy: {vi: 'Xác thực', en: 'Verified by'},

  services: {vi: 'Phương thức xác thực KB-OTP', en: 'KB-OTP authentication method'},
  enroll: {vi: 'Đăng ký KB-OTP', en: 'Register KB-OTP'},
  cancel: {vi: 'Hủy KB-OTP', en: 'Cancel KB-OTP'},
  synchronize: {vi: 'Đồng bộ phương thức xác thực', en: 'Synchronize the authentication method'},

  contract: {vi: 'Hợp đồng', en: 'Contract'},
  contractPrice: {vi: 'Giá (điểm)', en: 'Price (points)'},
  contractTick: {vi: 'Bước giá là {tick} điểm.', en: 'Prices move in steps of {tick} points.'},
  contractHint: {vi: '1 điểm chỉ số là 100.000 đồng', en: 'One index point is VND 100,000'},
  contracts: {vi: '{count} hợp đồng × {points} điểm', en: 'Contracts: {count} × {points} points'},
  points: {vi: '{points} điểm', en: '{points} points'},
  contractsWrong: {vi: 'Số hợp đồng phải từ {lot} đến {most}.', en: 'Enter from {lot} to {most} contracts.'},

  transfer: {vi: 'Chuyển tiền', en: 'Cash transfer'},
  beneficiary: {vi: 'Tài khoản thụ hưởng', en: 'Beneficiary account'},
  amount: {vi: 'Số tiền (đồng)', en: 'Amount (VND)'},
  amountWrong: {vi: 'Số tiền tối đa là {most}.', en: 'The maximum amount is {most}.'},
  sendTransfer: {vi: 'Chuyển tiền', en: 'Transfer'},
  transferAccepted: {
    vi: 'Lệnh chuyển tiền đã được nhận. Số hiệu lệnh {number}.',
    en: 'Transfer accepted. Transfer number {number}.',
  },
  transfers: {vi: 'Lệnh chuyển tiền trong ngày', en: 'Today’s transfers'},
  noTransfers: {vi: 'Chưa có lệnh chuyển tiền nào.', en: 'No transfers yet.'},

  desk: {vi: 'Trang giao dịch', en: 'Trading pages'},
  onDesk: {vi: 'Giao dịch', en: 'Trading'},
  onPhone: {vi: 'Điện thoại', en: 'Phone'},
  network: {vi: 'Mạng', en: 'Network'},
  places: {vi: 'Xem', en: 'Show'},
} as const satisfies Record<string, Text>;
