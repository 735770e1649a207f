import {templates as english} from '../../generated/locales/en/synchronize.js';
import {registerTranslations, msg, str} from '../msg.js';

registerTranslations(english);

/** What the synchronize view of `<otp-enroll>` says. */
export const synchronizeMessages = {
  synchronizeTitle: () =>
    msg('Đồng bộ phương thức xác thực', {id: 'synchronizeTitle', desc: 'Heading, name and main button.'}),
  synchronizeLoading: () =>
    msg('Đang kiểm tra tài khoản…', {id: 'synchronizeLoading', desc: 'While the status is read.'}),
  synchronizeExplain: () =>
    msg('Tài khoản giao dịch phái sinh sẽ dùng KB-OTP như tài khoản cơ sở.', {
      id: 'synchronizeExplain',
      desc: 'What synchronizing does.',
    }),
  synchronizeNow: (method: string) =>
    msg(str`Phương thức xác thực hiện tại: ${method}.`, {
      id: 'synchronizeNow',
      desc: 'method: label of the method that the derivatives trading account has now.',
    }),
  synchronizeNoObstacle: () =>
    msg('Nếu không đồng bộ, Quý khách vẫn có thể giao dịch phái sinh bình thường.', {
      id: 'synchronizeNoObstacle',
      desc: 'Below it: nobody has to synchronize (F5).',
    }),
  synchronizeLapsed: () =>
    msg('Tài khoản cơ sở đã hủy KB-OTP rồi đăng ký lại, nên cần đồng bộ lại.', {
      id: 'synchronizeLapsed',
      desc: 'It was synchronized before KB-OTP was cancelled on the base account.',
    }),
  notSynchronized: (reason: string) =>
    msg(str`Phương thức xác thực chưa được đồng bộ. ${reason}`, {
      id: 'notSynchronized',
      desc: 'Synchronising came to nothing; reason is a whole sentence.',
    }),
  synchronizeProofSpent: () =>
    msg('Xác thực đã hết hiệu lực. Vui lòng xác thực lại.', {
      id: 'synchronizeProofSpent',
      desc: 'The proof was used or too old when it reached the endpoint.',
    }),
  synchronizing: () => msg('Đang đồng bộ…', {id: 'synchronizing', desc: 'While the endpoint synchronizes.'}),
  synchronizeChecking: () =>
    msg('Đang kiểm tra lại kết quả…', {id: 'synchronizeChecking', desc: 'The answer was not heard.'}),
  synchronizeUnknown: () =>
    msg('Chưa nhận được kết quả. Phương thức xác thực có thể đã được đồng bộ. Vui lòng kiểm tra kết quả.', {
      id: 'synchronizeUnknown',
      desc: 'Neither the answer nor the status was heard.',
    }),
  synchronized: () =>
    msg('Đã đồng bộ. Từ nay tài khoản giao dịch phái sinh dùng KB-OTP.', {id: 'synchronized', desc: 'Success.'}),
  inSync: () =>
    msg('Tài khoản giao dịch phái sinh đã đồng bộ và đang dùng KB-OTP.', {
      id: 'inSync',
      desc: 'There is nothing to do.',
    }),
  noDerivatives: () =>
    msg('Tài khoản này không có tài khoản giao dịch phái sinh.', {
      id: 'noDerivatives',
      desc: 'There is nothing to synchronize.',
    }),
  baseNotEnrolled: () =>
    msg('Tài khoản cơ sở chưa dùng KB-OTP. Hãy đăng ký trên ứng dụng KB-Mobile hoặc M-able, rồi đồng bộ tại đây.', {
      id: 'baseNotEnrolled',
      desc: 'There is no KB-OTP to take over; where to register. Not an error.',
    }),
  baseLapsed: () =>
    msg('Tài khoản cơ sở đã hủy KB-OTP. Hãy đăng ký lại trên KB-Mobile hoặc M-able, rồi đồng bộ lại tại đây.', {
      id: 'baseLapsed',
      desc: 'It was synchronized; KB-OTP was cancelled on the base account since.',
    }),
  declined: () =>
    msg('Quý khách vẫn có thể giao dịch phái sinh bình thường.', {
      id: 'declined',
      desc: 'The customer does not want to synchronize.',
    }),
};
