import type {Problem} from '../../domain/problems.js';
import {templates as english} from '../../generated/locales/en/enroll.js';
import {registerTranslations, msg, str} from '../msg.js';

registerTranslations(english);

/** What `<otp-enroll>` says. */
export const enrollMessages = {
  stepOf: (step: number, steps: number, name: string) =>
    msg(str`Bước ${step}/${steps}: ${name}`, {
      id: 'stepOf',
      desc: 'Above each screen of registering: which step it is, of how many, and its name.',
    }),
  stepTerms: () => msg('Điều khoản', {id: 'stepTerms', desc: 'Name of the first step.'}),
  stepProve: () =>
    msg('Xác thực', {id: 'stepProve', desc: 'Name of the second step: the customer proves who they are.'}),
  stepPassword: () => msg('Mật khẩu KB-OTP', {id: 'stepPassword', desc: 'Name of the third step.'}),
  stepActivate: () => msg('Kích hoạt', {id: 'stepActivate', desc: 'Name of the last step.'}),
  enrollTitle: () => msg('Đăng ký KB-OTP', {id: 'enrollTitle', desc: 'Heading and name of the element.'}),
  enrollLoading: () =>
    msg('Đang kiểm tra tài khoản…', {id: 'enrollLoading', desc: 'While account and device are looked at.'}),
  wrongChannel: () =>
    msg('Quý khách có thể đăng ký sử dụng KB-OTP trên ứng dụng KB-Mobile hoặc M-able.', {
      id: 'wrongChannel',
      desc: 'Guidance on a channel where KB-OTP can’t be registered; not an error.',
    }),
  wrongChannelSteps: () =>
    msg('Mở ứng dụng, đăng nhập và chọn “Đăng ký KB-OTP”. Sau đó Quý khách dùng được mã xác thực KB-OTP tại đây.', {
      id: 'wrongChannelSteps',
      desc: 'What to do on the phone.',
    }),
  openApp: (app: string) => msg(str`Mở ${app}`, {id: 'openApp', desc: 'Link to an app where KB-OTP is registered.'}),
  openAppByQr: (app: string) =>
    msg(str`Quét mã QR bằng điện thoại để mở ${app}.`, {id: 'openAppByQr', desc: 'Below a QR code, on a desk.'}),
  synchronizeOpen: (channel: string) =>
    msg(str`Đồng bộ trên ${channel}`, {
      id: 'synchronizeOpen',
      desc: 'Link, after registering, to where a derivatives trading account is synchronized.',
    }),
  termsLink: () => msg('Đọc điều khoản KB-OTP', {id: 'termsLink', desc: 'Link to the terms, on the first screen.'}),
  alreadyHere: () =>
    msg('Tài khoản đã đăng ký KB-OTP trên thiết bị này.', {id: 'alreadyHere', desc: 'Nothing to register.'}),
  openList: () => msg('Mở Danh sách KB-OTP', {id: 'openList', desc: 'Button that leaves for the List of KB-OTP.'}),
  terms: () =>
    msg(
      'KB-OTP tạo mã xác thực ngay trên thiết bị này. Quý khách mở Danh sách KB-OTP bằng mật khẩu KB-OTP. Không đưa mật khẩu hoặc mã cho bất kỳ ai, kể cả nhân viên KBSV.',
      {
        id: 'terms',
        desc: 'What the customer agrees to.',
      },
    ),
  termsChange: (previous: string) =>
    msg(str`Sau khi đăng ký, KB-OTP thay cho phương thức xác thực hiện tại: ${previous}.`, {
      id: 'termsChange',
      desc: 'previous: label of the previous authentication method.',
    }),
  elsewhere: (device: string) =>
    msg(str`KB-OTP đang dùng trên “${device}”. Nếu đăng ký tại đây, mã trên thiết bị đó sẽ không còn dùng được.`, {
      id: 'elsewhere',
      desc: 'Another phone holds the account; registering here moves it. device: the phone’s name.',
    }),
  agree: () => msg('Đồng ý và tiếp tục', {id: 'agree', desc: 'Main button below the terms.'}),
  steppingUp: () =>
    msg('Đang chờ bước xác thực bổ sung…', {
      id: 'steppingUp',
      desc: 'While the host page proves the customer by a stronger step.',
    }),
  chooseAccounts: () =>
    msg('Chọn tài khoản đăng ký KB-OTP', {
      id: 'chooseAccounts',
      desc: 'Heading above account numbers with tick boxes.',
    }),
  ownProofs: () =>
    msg('Xác thực riêng từng tài khoản', {
      id: 'ownProofs',
      desc: 'Heading above account numbers that one proof is not enough for.',
    }),
  ownProofsHint: () =>
    msg('Xác thực vừa rồi chưa đủ cho các tài khoản này. Hãy xác thực lần lượt từng tài khoản để đăng ký cùng lúc.', {
      id: 'ownProofsHint',
      desc: 'Below the account numbers.',
    }),
  ownProofOf: (account: string) =>
    msg(str`Xác thực riêng cho tài khoản ${account}`, {
      id: 'ownProofOf',
      desc: 'Heading above the authentication screen of one account of several. account: masked number.',
    }),
  chooseAgain: () =>
    msg('Chọn lại tài khoản', {id: 'chooseAgain', desc: 'Button that goes back to the choice of accounts.'}),
  enterPassword: () =>
    msg('Nhập mật khẩu KB-OTP của thiết bị này để thêm tài khoản vào Danh sách KB-OTP.', {
      id: 'enterPassword',
      desc: 'The accounts are added to an existing list.',
    }),
  resume: () =>
    msg('Việc đăng ký bị gián đoạn. Nhập mật khẩu KB-OTP vừa tạo để hoàn tất.', {
      id: 'resume',
      desc: 'After a reload in the middle of registering.',
    }),
  abandon: () => msg('Đăng ký lại từ đầu', {id: 'abandon', desc: 'Button that gives up the interrupted registration.'}),
  registering: () =>
    msg('Đang đăng ký thiết bị…', {id: 'registering', desc: 'First of four moments of the activation.'}),
  securing: () => msg('Đang thiết lập bảo mật…', {id: 'securing', desc: 'Second; takes about a second.'}),
  activating: () => msg('Đang kích hoạt…', {id: 'activating', desc: 'Third.'}),
  finishing: () => msg('Đang hoàn tất…', {id: 'finishing', desc: 'Last.'}),
  enrolled: () => msg('Đăng ký KB-OTP thành công', {id: 'enrolled', desc: 'Success.'}),
  enrolledNext: () =>
    msg(
      'Từ nay Quý khách dùng được mã xác thực KB-OTP trên KB-Trade, KB-TradeDS, KB-able, KB-Mobile, KB-MobileDS và M-able.',
      {
        id: 'enrolledNext',
        desc: 'What changes after registering.',
      },
    ),
  activationInvalid: () =>
    msg(
      'Mã đầu tiên chưa được chấp nhận, có thể do giờ trên thiết bị chưa đúng. Hãy bật giờ tự động rồi đăng ký lại.',
      {
        id: 'activationInvalid',
        desc: 'The endpoint refused the first code; the device’s clock may be wrong.',
      },
    ),
  enrolmentExpired: () =>
    msg('Đã hết thời gian đăng ký. Vui lòng đăng ký lại.', {
      id: 'enrolmentExpired',
      desc: 'Registering took too long.',
    }),
  alreadyEnrolled: () =>
    msg('Tài khoản đã đăng ký KB-OTP, không cần đăng ký lại.', {
      id: 'alreadyEnrolled',
      desc: 'The endpoint says so; nothing to register.',
    }),
  enrolledDerivatives: () =>
    msg(
      'Tài khoản giao dịch phái sinh vẫn giữ phương thức xác thực cũ và giao dịch bình thường. Để dùng KB-OTP, hãy đồng bộ trên KB-MobileDS hoặc KB-TradeDS.',
      {
        id: 'enrolledDerivatives',
        desc: 'After registering, to whoever has a derivatives trading account that is not synchronized.',
      },
    ),
  enrollDismissed: () =>
    msg('Quý khách chưa đăng ký KB-OTP. Phương thức xác thực hiện tại không thay đổi.', {
      id: 'enrollDismissed',
      desc: 'The customer left; nothing has changed.',
    }),
  enrollFailed: (reason: string) =>
    msg(str`Chưa đăng ký được KB-OTP, phương thức xác thực hiện tại không thay đổi. ${reason}`, {
      id: 'enrollFailed',
      desc: 'Registering failed before anything changed; reason is a whole sentence.',
    }),
};

type EnrollTexts = typeof enrollMessages;

const wordings: Partial<Record<Problem['code'], (say: EnrollTexts) => string>> = {
  activation_invalid: (say) => say.activationInvalid(),
  enrolment_expired: (say) => say.enrolmentExpired(),
  enrolment_not_found: (say) => say.enrolmentExpired(),
  already_enrolled: (say) => say.alreadyEnrolled(),
};

/** The customer's words for a problem of registering, or null when it is none. */
export const describeEnrollProblem = ({code}: Problem, say: EnrollTexts): string | null =>
  wordings[code]?.(say) ?? null;
