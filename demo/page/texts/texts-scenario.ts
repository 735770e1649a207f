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
  wrongCodePlayed: {vi: 'Đã nhập một mã sai.', en: 'A wrong code was entered.'},
  wrongCodeNeedsField: {
    vi: 'Hãy đặt lệnh trước: mã sai được nhập vào màn hình xác thực.',
    en: 'Place an order first: the wrong code goes into the authentication screen.',
  },
  lockPlayed: {
    vi: 'Phương thức đã bị khóa do nhập sai nhiều lần. Hãy đặt lệnh để xem.',
    en: 'The method is locked after too many wrong codes. Place an order to see it.',
  },
  networkIsLost: {
    vi: 'Đã ngắt mạng. Nhấn lần nữa để kết nối lại.',
    en: 'The network is down. Press again to restore it.',
  },
  networkIsSlow: {
    vi: 'Mạng đang chậm: mỗi yêu cầu chờ thêm 2,5 giây.',
    en: 'The network is slow: each request takes 2.5 seconds longer.',
  },
  networkIsBack: {vi: 'Mạng bình thường.', en: 'The network is normal.'},
  sessionPlayed: {
    vi: 'Phiên đăng nhập đã kết thúc. Trang nào hỏi máy chủ tiếp theo sẽ báo và mời đăng nhập lại.',
    en: 'The session has ended. The next page that asks the server says so and offers to sign in again.',
  },
  startedOver: {vi: 'Mọi thứ đã trở lại như ban đầu.', en: 'Everything is back to the start.'},
  scenarioFailed: {vi: 'Chưa thực hiện được. Vui lòng thử lại.', en: 'That did not work. Please try again.'},

  everyday: {vi: 'Thường gặp', en: 'Everyday'},
  questions: {vi: 'Hỏi đáp', en: 'Questions'},
  f1: {vi: 'F1 Đăng ký ở đâu', en: 'F1 Where to register'},
  f2: {vi: 'F2 Dùng mã ở đâu', en: 'F2 Where codes work'},
  f3: {vi: 'F3 Cài lại ứng dụng', en: 'F3 App reinstalled'},
  f4: {vi: 'F4 Quên mật khẩu', en: 'F4 Password forgotten'},
  f5: {vi: 'F5 Chưa đồng bộ phái sinh', en: 'F5 Not synchronized'},
  approve: {vi: 'Phê duyệt trên điện thoại', en: 'Approve on the phone'},
  approvePlayed: {
    vi: 'KB-Trade hiển thị hai chữ số. Mở khóa Danh sách KB-OTP trên M-able (mật khẩu {password}), mở yêu cầu, nhập hai chữ số rồi phê duyệt hoặc từ chối.',
    en: 'KB-Trade shows two digits. Unlock the List of KB-OTP in M-able (password {password}), open the request, enter the digits, and approve or reject it.',
  },
  scan: {vi: 'Quét mã QR', en: 'Scan the QR code'},
  scanPlayed: {
    vi: 'Mở khóa Danh sách KB-OTP trên M-able (mật khẩu {password}), nhấn “Quét mã QR” trên KB-Trade rồi trên M-able: camera của điện thoại này nhìn thấy KB-Trade. Điện thoại đọc lệnh và hiện tám chữ số để nhập.',
    en: 'Unlock the List of KB-OTP in M-able (password {password}), press “Scan the QR code” on KB-Trade, then in M-able: the camera of this phone sees KB-Trade. The phone reads the order and shows eight digits to enter.',
  },
  coverSession: {vi: 'Một mã cho cả phiên', en: 'One code a session'},
  coverSessionPlayed: {
    vi: 'Chọn “Không hỏi lại khi đặt lệnh” rồi nhập mã. Trong phiên này lệnh sau không cần mã, chuyển tiền vẫn cần.',
    en: 'Tick “No code for orders” and enter the code. In this session the next order needs no code; a transfer still does.',
  },
  signList: {vi: 'Ký một danh sách lệnh', en: 'Sign a list of orders'},
  signListPlayed: {
    vi: 'KB-Trade hỏi một lần cho cả ba lệnh. Mở khóa Danh sách KB-OTP trên M-able (mật khẩu {password}), mở yêu cầu và nhập hai chữ số; hoặc nhấn “Nhập mã xác thực” trên KB-Trade.',
    en: 'KB-Trade asks once for all three orders. Unlock the List of KB-OTP in M-able (password {password}), open the request and enter the two digits; or press “Enter a code instead” on KB-Trade.',
  },
  secondPhone: {vi: 'Điện thoại thứ hai', en: 'A second phone'},
  openSecondPhone: {vi: 'Mở điện thoại thứ hai', en: 'Open the second phone'},
  f1Played: {
    vi: 'Trên KB-Trade, mục KB-OTP hướng dẫn khách hàng đến KB-Mobile hoặc M-able, nơi duy nhất có thể đăng ký.',
    en: 'On KB-Trade, the KB-OTP section points to KB-Mobile and M-able, the only places to register.',
  },
  f2Played: {
    vi: 'Mở khóa Danh sách KB-OTP trên M-able (mật khẩu {password}), đặt lệnh trên KB-Trade và nhập mã. Mọi kênh đều nhận mã này.',
    en: 'Unlock the List of KB-OTP in M-able (password {password}), place an order on KB-Trade, and enter the code. Every channel accepts it.',
  },
  f3Played: {
    vi: 'Ứng dụng đã được gỡ và cài lại. Danh sách đã mất, máy chủ vẫn ghi nhận KB-OTP. Nhấn “Hủy KB-OTP” rồi đăng ký lại.',
    en: 'The app was removed and reinstalled. The list is gone, but the server still has KB-OTP. Press “Cancel KB-OTP” and register again.',
  },
  f4Played: {
    vi: 'Nhấn “Quên mật khẩu KB-OTP?”: mọi tài khoản bị xóa khỏi danh sách. Sau đó đăng nhập và hủy như F3.',
    en: 'Press “Forgot your KB-OTP password?”: every account is deleted from the list. Then sign in and cancel as in F3.',
  },
  f5Played: {
    vi: 'Đặt lệnh trên KB-TradeDS: vẫn là phương thức xác thực cũ. Đồng bộ trên KB-TradeDS hoặc KB-MobileDS để chuyển sang KB-OTP.',
    en: 'Place an order on KB-TradeDS: it still asks by the previous authentication method. Synchronize on KB-TradeDS or KB-MobileDS to switch to KB-OTP.',
  },
  secondPhonePlayed: {
    vi: 'Cùng khách hàng trên một điện thoại khác. Cửa sổ ẩn danh cũng dùng được.',
    en: 'The same customer on another phone. A private window works too.',
  },
  preparing: {
    vi: 'Đang đăng ký KB-OTP trên điện thoại này…',
    en: 'Registering KB-OTP on this phone…',
  },
  firstCodeSoon: {
    vi: 'Điện thoại này đã có KB-OTP. Mã đầu tiên có trong vòng 30 giây…',
    en: 'This phone has KB-OTP. Its first code comes within 30 seconds…',
  },
  welcome: {
    vi: 'Điện thoại này đã có KB-OTP. Nhấn “Đặt lệnh mua”, lấy mã trong Danh sách KB-OTP (mật khẩu {password}).',
    en: 'This phone has KB-OTP. Press “Place buy order” and take the code from the List of KB-OTP (password {password}).',
  },
  canceling: {vi: 'Đang hủy KB-OTP của tài khoản cơ sở…', en: 'Canceling KB-OTP on the base account…'},
  startingOver: {vi: 'Đang đưa mọi thứ trở lại như ban đầu…', en: 'Putting everything back to the start…'},

  cases: {vi: 'Tài khoản và thiết bị: tám trường hợp', en: 'Account and device: eight cases'},
  neither: {vi: 'Chưa đăng ký, chưa có trong danh sách', en: 'Not registered, not in the list'},
  here: {vi: 'Đã đăng ký trên điện thoại này', en: 'Registered on this phone'},
  reinstalled: {
    vi: 'Đã đăng ký, điện thoại này vừa cài lại ứng dụng hoặc đặt lại mật khẩu',
    en: 'Registered, app reinstalled or password reset on this phone',
  },
  elsewhere: {vi: 'Đã đăng ký trên điện thoại khác', en: 'Registered on another phone'},
  ghost: {vi: 'Chưa đăng ký, vẫn còn trong danh sách', en: 'Not registered, still in the list'},
  superseded: {vi: 'Đã đăng ký, sau đó chuyển sang điện thoại khác', en: 'Registered, then moved to another phone'},
  unsynchronized: {vi: 'Đã đăng ký, phái sinh chưa đồng bộ', en: 'Registered, derivatives not synchronized'},
  lapsed: {vi: 'Phái sinh đã đồng bộ, tài khoản cơ sở đã hủy', en: 'Derivatives synchronized, base account canceled'},
  neitherPlayed: {
    vi: 'KB-Trade hỏi mã bằng phương thức cũ (SMS); M-able mời đăng ký KB-OTP.',
    en: 'KB-Trade asks by the previous method (SMS); M-able offers to register KB-OTP.',
  },
  elsewherePlayed: {
    vi: 'Nhập mã của điện thoại kia (bên dưới), hoặc hủy KB-OTP và đăng ký trên điện thoại này.',
    en: 'Enter the other phone’s code (shown below the phone), or cancel KB-OTP and register on this phone.',
  },
  ghostPlayed: {
    vi: 'Hủy KB-OTP trên KB-Trade (đã mở), rồi mở khóa danh sách trên M-able: mã của tài khoản không còn dùng được.',
    en: 'Cancel KB-OTP on KB-Trade (it is open), then unlock the list in M-able: the account’s codes no longer work.',
  },
  supersededPlayed: {
    vi: 'Đăng ký trên điện thoại thứ hai, rồi mở khóa danh sách ở đây: danh sách báo tài khoản đã chuyển sang thiết bị khác.',
    en: 'Register on the second phone, then unlock the list here: it says that the account has moved to another device.',
  },
  lapsedPlayed: {
    vi: 'Đặt lệnh trên KB-TradeDS để xem phương thức mà máy chủ trả về và lời mời đồng bộ lại.',
    en: 'Place an order on KB-TradeDS to see the method that the server reports and the offer to synchronize again.',
  },
} as const satisfies Record<string, Text>;
