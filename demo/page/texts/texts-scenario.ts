/** What the scenario strip says. */

import type {Text} from './texts.js';

export const scenarioTexts = {
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
  networkIsLost: {
    vi: 'Mạng đang mất. Bấm lần nữa để có mạng lại.',
    en: 'The network is down. Press again to restore it.',
  },
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

  everyday: {vi: 'Thường gặp', en: 'Everyday'},
  questions: {vi: 'Hỏi đáp', en: 'Questions'},
  f1: {vi: 'F1 Đăng ký ở đâu', en: 'F1 Where to register'},
  f2: {vi: 'F2 Dùng mã ở đâu', en: 'F2 Where codes count'},
  f3: {vi: 'F3 Gỡ ứng dụng', en: 'F3 App removed'},
  f4: {vi: 'F4 Quên mật khẩu', en: 'F4 Password forgotten'},
  f5: {vi: 'F5 Chưa đồng bộ phái sinh', en: 'F5 Not synchronized'},
  secondPhone: {vi: 'Điện thoại thứ hai', en: 'A second phone'},
  openSecondPhone: {vi: 'Mở điện thoại thứ hai', en: 'Open the second phone'},
  f1Played: {
    vi: 'Trên KB-Trade, mục KB-OTP chỉ đường tới KB-Mobile hoặc M-able: đăng ký chỉ có ở đó.',
    en: 'On KB-Trade the KB-OTP section shows the way to KB-Mobile or M-able: registering is possible there only.',
  },
  f2Played: {
    vi: 'Mở khóa Danh sách KB-OTP trên M-able (mật khẩu {password}), đặt lệnh trên KB-Trade và nhập mã đọc được; kênh nào cũng nhận mã này.',
    en: 'Unlock the List of KB-OTP on M-able (password {password}), place an order on KB-Trade and type the code; every channel takes it.',
  },
  f3Played: {
    vi: 'Ứng dụng đã bị gỡ và cài lại: danh sách mất, máy chủ vẫn ghi KB-OTP. Nhấn “Hủy KB-OTP”, rồi đăng ký lại.',
    en: 'The app was removed and installed again: the list is gone, the server still says KB-OTP. Cancel, then register.',
  },
  f4Played: {
    vi: 'Nhấn “Quên mật khẩu KB-OTP?”: mọi tài khoản rời danh sách. Sau đó đăng nhập và hủy như F3.',
    en: 'Press “Forgot your KB-OTP password?”: every account leaves the list. Then sign in and cancel as in F3.',
  },
  f5Played: {
    vi: 'Đặt lệnh trên KB-TradeDS: vẫn là phương thức cũ. “Đồng bộ phương thức xác thực” trên KB-TradeDS hoặc KB-MobileDS đổi sang KB-OTP.',
    en: 'Place an order on KB-TradeDS: still the previous method. Synchronizing, there or on KB-MobileDS, changes that.',
  },
  secondPhonePlayed: {
    vi: 'Cùng khách hàng trên một máy khác; cửa sổ ẩn danh cũng được.',
    en: 'The same customer on another phone; a private window would do as well.',
  },
  preparing: {
    vi: 'Đang đăng ký KB-OTP trên điện thoại này…',
    en: 'Registering KB-OTP on this phone…',
  },
  firstCodeSoon: {
    vi: 'Điện thoại này đã có KB-OTP. Mã đầu tiên dùng được có trong vòng 30 giây…',
    en: 'This phone has KB-OTP. The first code that counts comes within 30 seconds…',
  },
  welcome: {
    vi: 'Điện thoại này đã có KB-OTP. Bấm “Đặt lệnh mua”, lấy mã trong Danh sách KB-OTP (mật khẩu {password}).',
    en: 'This phone has KB-OTP. Press “Place buy order” and take the code from the List of KB-OTP (password {password}).',
  },
  needsStartOver: {
    vi: 'Tài khoản này không còn như ban đầu. Bấm “Làm lại từ đầu”, rồi thử lại.',
    en: 'This account is no longer as it began. Press “Start over”, then try again.',
  },

  cases: {vi: 'Tài khoản và thiết bị: tám trường hợp', en: 'Account and device: eight cases'},
  neither: {vi: 'Máy chủ chưa đăng ký, danh sách chưa có', en: 'Server: not enrolled. List: no'},
  here: {vi: 'Đã đăng ký, trên chính máy này', en: 'Enrolled, on this very phone'},
  reinstalled: {
    vi: 'Đã đăng ký, máy này vừa cài lại hoặc đặt lại mật khẩu',
    en: 'Enrolled, this phone reinstalled or reset',
  },
  elsewhere: {vi: 'Đã đăng ký, trên một máy khác', en: 'Enrolled, on another phone'},
  ghost: {vi: 'Máy chủ chưa đăng ký, danh sách vẫn còn', en: 'Server: not enrolled. List: still there'},
  superseded: {vi: 'Đã đăng ký, một máy sau đã thay máy này', en: 'Enrolled, a later phone took over'},
  unsynchronized: {vi: 'Đã đăng ký, phái sinh chưa đồng bộ', en: 'Enrolled, derivatives not synchronized'},
  lapsed: {vi: 'Phái sinh từng đồng bộ, cơ sở đã hủy', en: 'Derivatives were synchronized, base cancelled'},
  neitherPlayed: {
    vi: 'KB-Trade hỏi mã bằng phương thức cũ (SMS); M-able mời đăng ký KB-OTP.',
    en: 'KB-Trade asks by the previous method (SMS); M-able offers to register KB-OTP.',
  },
  elsewherePlayed: {
    vi: 'Nhập mã của máy kia (bên dưới điện thoại), hoặc hủy KB-OTP và đăng ký trên máy này.',
    en: 'Type the other phone’s code (shown below the phone), or cancel KB-OTP and register on this phone.',
  },
  ghostPlayed: {
    vi: 'Hủy KB-OTP trên KB-Trade (đã mở), rồi mở khóa danh sách trên M-able: mục của tài khoản không còn hiệu lực.',
    en: 'Cancel KB-OTP on KB-Trade (it is open), then unlock the list on M-able: the account’s entry no longer counts.',
  },
  supersededPlayed: {
    vi: 'Đăng ký trên điện thoại thứ hai, rồi mở khóa danh sách ở đây: máy này nói rằng nó đã được thay.',
    en: 'Register on the second phone, then unlock the list here: this phone says that it was replaced.',
  },
  lapsedNeedsCancel: {
    vi: 'Trước hết hãy hủy KB-OTP trên M-able (đã mở trên điện thoại), rồi bấm lại.',
    en: 'First cancel KB-OTP on M-able (it is open on the phone), then press again.',
  },
  lapsedPlayed: {
    vi: 'Đặt lệnh trên KB-TradeDS: phương thức mà máy chủ báo, và lời mời đồng bộ lại.',
    en: 'Place an order on KB-TradeDS: the method that the server names, and an offer to synchronize again.',
  },
} as const satisfies Record<string, Text>;
