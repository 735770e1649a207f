/** What the monitor says. */

import type {Text} from './texts.js';

export const monitorTexts = {
  events: {vi: 'Sự kiện của các phần tử', en: 'Events of the elements'},
  traffic: {vi: 'Trao đổi với máy chủ', en: 'Traffic with the server'},
  nothingYet: {vi: 'Chưa có gì.', en: 'Nothing yet.'},
  clear: {vi: 'Xóa', en: 'Clear'},
  sent: {vi: 'Gửi', en: 'Sent'},
  received: {vi: 'Nhận', en: 'Received'},
  noAnswer: {vi: 'không có phản hồi', en: 'no answer'},
  masked: {vi: 'Mã, khóa và chứng nhận xác thực đã được che.', en: 'Codes, keys and grants are masked.'},

  cannotStart: {
    vi: 'Chưa mở được phiên minh họa. Hãy xem cửa sổ dòng lệnh rồi tải lại trang.',
    en: 'The demo session could not be opened. Look at the terminal, then reload the page.',
  },
} as const satisfies Record<string, Text>;
