/**
 * What a notice says. Nothing that a device or a page has written stands in it: nobody can speak through it.
 * Letters are those that any telephone shows: an account is masked by asterisks.
 */

import type { NoticeKind } from '../domain/device.js';
import { maskAccount } from '../domain/masks.js';
import type { LocalizedText } from '../../generated/contract.js';

const events: Readonly<Record<NoticeKind, (account: string) => LocalizedText>> = {
  activated: (account) => ({
    vi: `Tài khoản ${account} vừa đăng ký KB-OTP.`,
    en: `KB-OTP was registered for account ${account}.`,
  }),
  moved: (account) => ({
    vi: `KB-OTP của tài khoản ${account} vừa được đăng ký trên một thiết bị khác.`,
    en: `KB-OTP for account ${account} was registered on another device.`,
  }),
  removed: (account) => ({
    vi: `Tài khoản ${account} vừa được gỡ khỏi Danh sách KB-OTP.`,
    en: `Account ${account} was removed from the List of KB-OTP.`,
  }),
  'password-reset': (account) => ({
    vi: `Mật khẩu KB-OTP vừa được đặt lại và Danh sách KB-OTP đã bị xóa (tài khoản ${account}).`,
    en: `The KB-OTP password was reset and the List of KB-OTP was deleted (account ${account}).`,
  }),
  'device-disabled': (account) => ({
    vi: `KB-OTP trên thiết bị không còn dùng được do nhập sai mật khẩu KB-OTP nhiều lần (tài khoản ${account}).`,
    en: `KB-OTP on the device no longer works after too many wrong KB-OTP passwords (account ${account}).`,
  }),
  cancelled: (account) => ({
    vi: `Tài khoản ${account} vừa hủy KB-OTP và quay lại phương thức xác thực cũ.`,
    en: `KB-OTP was canceled for account ${account}, which is back on its previous authentication method.`,
  }),
  synchronized: (account) => ({
    vi: `Tài khoản giao dịch phái sinh của ${account} vừa đồng bộ phương thức xác thực KB-OTP.`,
    en: `The derivatives trading account of ${account} was synchronized with the KB-OTP authentication method.`,
  }),
  waiting: (account) => ({
    vi: `Vừa có nhiều mã xác thực sai liên tiếp (tài khoản ${account}).`,
    en: `Several wrong codes were entered in a row (account ${account}).`,
  }),
  suspended: (account) => ({
    vi: `Một phương thức xác thực của tài khoản ${account} đã bị khóa do nhập sai mã nhiều lần.`,
    en: `An authentication method of account ${account} was locked after too many wrong codes.`,
  }),
  'password-guessed': (account) => ({
    vi: `Danh sách KB-OTP tạm thời không mở được do nhập sai mật khẩu KB-OTP nhiều lần (tài khoản ${account}).`,
    en: `The List of KB-OTP can't be opened for a while after many wrong KB-OTP passwords (account ${account}).`,
  }),
  'request-denied': (account) => ({
    vi: `Một yêu cầu xác thực của tài khoản ${account} vừa bị từ chối trên thiết bị của Quý khách vì không do Quý khách tạo.`,
    en: `A request to authenticate account ${account} was rejected on your device as not your own.`,
  }),
  'account-suspended': (account) => ({
    vi: `KBSV vừa tạm ngừng các phương thức xác thực của tài khoản ${account}.`,
    en: `KBSV has suspended the authentication methods of account ${account}.`,
  }),
  'account-resumed': (account) => ({
    vi: `KBSV vừa cho dùng lại các phương thức xác thực của tài khoản ${account}.`,
    en: `KBSV has resumed the authentication methods of account ${account}.`,
  }),
  'device-revoked': (account) => ({
    vi: `KBSV vừa thu hồi KB-OTP trên một thiết bị (tài khoản ${account}).`,
    en: `KBSV has revoked KB-OTP on a device (account ${account}).`,
  }),
  'sessions-ended': (account) => ({
    vi: `KBSV vừa kết thúc các lần xác thực đang còn hiệu lực của tài khoản ${account}.`,
    en: `KBSV has ended the authentications of account ${account} that were still valid.`,
  }),
  'account-closed': (account) => ({
    vi: `KBSV vừa đóng tài khoản ${account}. Các phương thức xác thực của tài khoản không còn hiệu lực.`,
    en: `KBSV has closed account ${account}. Its authentication methods are no longer valid.`,
  }),
  reopened: (account) => ({
    vi: `KBSV vừa mở lại một phương thức xác thực của tài khoản ${account}.`,
    en: `KBSV has unlocked an authentication method of account ${account}.`,
  }),
};

export function noticeText(kind: NoticeKind, account: string, hotline: string | null): LocalizedText {
  const { vi, en } = events[kind](maskAccount(account).replaceAll('•', '*'));
  const call =
    hotline === null
      ? { vi: 'Liên hệ KBSV ngay', en: 'Contact KBSV now' }
      : { vi: `Gọi ngay ${hotline}`, en: `Call ${hotline} now` };
  return {
    vi: `KBSV: ${vi} Không phải Quý khách thực hiện? ${call.vi}.`,
    en: `KBSV: ${en} Not you? ${call.en}.`,
  };
}
