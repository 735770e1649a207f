/** What a delivered code's message says: the code, what it is for, and how long it lives. */

import type { DisplayLine, LocalizedText } from '../../generated/contract.js';
import type { DeliveredKind } from '../domain/challenge.js';
import { spokenAct } from '../domain/spoken-act.js';
import { minute } from '../domain/policy.js';

export interface MessageFacts {
  readonly kind: DeliveredKind;
  readonly code: string;
  readonly display: readonly DisplayLine[];
  /** Name of the channel that asks for it. */
  readonly channel: string;
  /** Milliseconds. */
  readonly lifetime: number;
  /** Host of the page that asks for the code: a browser there may read it from a text message (WebOTP). */
  readonly page?: string | undefined;
}

const secrecy: LocalizedText = {
  vi: 'Không đưa mã cho bất kỳ ai, kể cả nhân viên KBSV.',
  en: 'Never share it with anyone, including KBSV staff.',
};

export function messageText(facts: MessageFacts): LocalizedText {
  return facts.kind === 'voice' ? callText(facts) : writtenText(facts);
}

/** Within what any carrier takes in plain letters; a line for the browser at the end, if there is one. */
function writtenText({ code, display, channel, lifetime, page }: MessageFacts): LocalizedText {
  const minutes = Math.round(lifetime / minute);
  const bound = page === undefined ? '' : `\n\n@${page} #${code}`;
  const act = spokenAct(display, channel);
  return {
    vi: `KBSV: ${code} là mã xác thực ${act.vi}. Hiệu lực ${minutes} phút. ${secrecy.vi}${bound}`,
    en: `KBSV: ${code} is your code ${act.en}. Valid for ${minutes} min. ${secrecy.en}${bound}`,
  };
}

/** Digit by digit, and twice: a voice would read the code as one number. */
function callText({ code }: MessageFacts): LocalizedText {
  const digits = [...code].join(', ');
  return {
    vi: `KBSV xin thông báo mã xác thực của Quý khách: ${digits}. Xin nhắc lại: ${digits}. ${secrecy.vi}`,
    en: `This is KBSV. Your authentication code is ${digits}. Again: ${digits}. ${secrecy.en}`,
  };
}
