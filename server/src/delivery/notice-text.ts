/** What a notice says. Nothing that a device or a page has written stands in it: nobody can speak through it. */

import type { NoticeKind } from '../domain/device.js';
import { maskAccount } from '../domain/masks.js';
import type { LocalizedText } from '../../generated/contract.js';

const events: Readonly<Record<NoticeKind, LocalizedText>> = {
  activated: { vi: 'KB-OTP đã được đăng ký', en: 'KB-OTP has been registered' },
  moved: { vi: 'KB-OTP đã được đăng ký trên một thiết bị khác', en: 'KB-OTP has been registered on another device' },
  removed: { vi: 'Tài khoản đã được xóa khỏi Danh sách KB-OTP', en: 'The account was removed from the List of KB-OTP' },
  'password-reset': {
    vi: 'Mật khẩu KB-OTP đã được đặt lại và Danh sách KB-OTP đã bị xóa',
    en: 'The KB-OTP password was reset and the List of KB-OTP was deleted',
  },
  'device-disabled': {
    vi: 'KB-OTP trên thiết bị đã bị khóa do nhập sai mật khẩu KB-OTP nhiều lần',
    en: 'KB-OTP was disabled on the device after too many wrong KB-OTP passwords',
  },
  cancelled: {
    vi: 'KB-OTP đã được hủy và tài khoản trở lại phương thức xác thực cũ',
    en: 'KB-OTP has been cancelled and the account is back on its previous authentication method',
  },
  synchronized: {
    vi: 'Tài khoản giao dịch phái sinh đã được đồng bộ phương thức xác thực KB-OTP',
    en: 'The derivatives trading account has been synchronized with the KB-OTP authentication method',
  },
  waiting: { vi: 'Mã xác thực vừa bị nhập sai nhiều lần liên tiếp', en: 'Several wrong codes were entered in a row' },
  suspended: {
    vi: 'Một phương thức xác thực đã bị khóa do nhập sai mã nhiều lần',
    en: 'An authentication method was locked after too many wrong codes',
  },
  'password-guessed': {
    vi: 'Danh sách KB-OTP tạm thời không mở khóa được do nhập sai mật khẩu KB-OTP nhiều lần',
    en: 'The List of KB-OTP can’t be unlocked for a while after many wrong KB-OTP passwords',
  },
  reopened: {
    vi: 'KBSV đã mở lại phương thức xác thực bị khóa',
    en: 'KBSV has unlocked an authentication method that was locked',
  },
};

export function noticeText(kind: NoticeKind, account: string, hotline: string | null): LocalizedText {
  const { vi, en } = events[kind];
  const label = maskAccount(account);
  const number = hotline === null ? '' : ` (${hotline})`;
  return {
    vi: `KBSV: ${vi} (tài khoản ${label}). Nếu không phải Quý khách thực hiện, vui lòng liên hệ KBSV${number} ngay.`,
    en: `KBSV: ${en} (account ${label}). If this was not you, please contact KBSV${number} at once.`,
  };
}
