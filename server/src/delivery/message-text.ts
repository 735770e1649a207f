/** What a delivered code's message says: the code, what it is for, and how long it lives. */

import { minute } from '../domain/policy.js';
import type { DisplayLine, LocalizedText } from '../../generated/contract.js';

export interface MessageFacts {
  readonly code: string;
  readonly display: readonly DisplayLine[];
  /** Milliseconds. */
  readonly lifetime: number;
  /** Host of the page that asks for the code: a browser there may read it from a text message (WebOTP). */
  readonly page?: string | undefined;
}

export function messageText({ code, display, lifetime, page }: MessageFacts): LocalizedText {
  const minutes = Math.round(lifetime / minute);
  const bound = page === undefined ? '' : `\n\n@${page} #${code}`;
  const what = { vi: summary(display, 'vi'), en: summary(display, 'en') };
  return {
    vi: `KBSV: ${code} là mã xác thực cho ${what.vi}. Hiệu lực ${minutes} phút. Không cung cấp mã cho bất kỳ ai.${bound}`,
    en: `KBSV: ${code} is your code for ${what.en}. Valid for ${minutes} minutes. Never share it with anyone.${bound}`,
  };
}

/** The first line and the one that counts. */
function summary(display: readonly DisplayLine[], language: keyof LocalizedText): string {
  const [first] = display;
  const emphasized = display.find((line) => line.emphasis === true && line !== first);
  return [first, emphasized]
    .filter((line) => line !== undefined)
    .map((line) => `${line.label[language]} ${line.value[language]}`)
    .join(', ');
}
