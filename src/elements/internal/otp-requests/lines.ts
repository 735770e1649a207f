import {html, nothing} from 'lit';
import {epoch, type ApprovalRequest, type DisplayLine} from '../../../domain/contract.js';
import type {Language} from '../../../domain/language.js';
import {formatTime, formatWait, unbroken} from '../../../i18n/language.js';
import type {Part} from '../screen.js';
import type {RequestsTexts} from './texts.js';

interface Reader {
  readonly say: RequestsTexts;
  readonly language: Language;
  /** Epoch milliseconds, endpoint time. */
  readonly now: number;
}

/** What is read of a request, wherever it comes from. */
export type Read = Pick<ApprovalRequest, 'display' | 'accountLabel' | 'channelName' | 'requestedAt'>;

export const timeLeft = ({expiresAt}: ApprovalRequest, now: number): number => Math.max(0, epoch(expiresAt) - now);

/** The endpoint's lines: the act, what it comes to, and what else is to be read before it is approved. */
function sorted(display: readonly DisplayLine[]) {
  const [act, ...others] = display;
  const amount = act?.emphasis ? act : others.find(({emphasis}) => emphasis);
  const rest = others.filter((line) => line !== amount);
  const isAlert = ({type}: DisplayLine) => type === 'alert';
  return {act, amount, alerts: rest.filter(isAlert), lines: rest.filter((line) => !isAlert(line))};
}

const actOf = (display: readonly DisplayLine[], {say, language}: Reader): Part => {
  const {act, amount} = sorted(display);
  if (!act) return html`${say.requestTitle()}`;
  return html`${unbroken(act.label[language])}${act === amount ? nothing : html` <bdi>${unbroken(act.value[language])}</bdi>`}`;
};

/** In two short lines, to be told apart by. The time is for the eye: a name that changes is read anew. */
export function summary({display, channelName, ...request}: ApprovalRequest, reader: Reader): Part {
  const {say, language, now} = reader;
  const {amount} = sorted(display);
  const left = timeLeft({display, channelName, ...request}, now);
  const facts = [amount?.value[language], unbroken(channelName)];
  return html`<strong>${actOf(display, reader)}</strong>
    <span class="note"
      ><bdi>${facts.filter(Boolean).join(' · ')}</bdi
      ><span aria-hidden="true"> · ${say.timeRemaining(formatWait(left))}</span></span
    >`;
}

/** All of it, as the page that asks shows it too: text, isolated from what stands around it. */
export function receipt({display, accountLabel, channelName, requestedAt}: Read, reader: Reader): Part {
  const {say, language} = reader;
  const {amount, alerts, lines} = sorted(display);
  return html`<div class="receipt">
      <div class="purpose" part="purpose" id="purpose">
        <h2 class="act">${actOf(display, reader)}</h2>
        ${
          amount
            ? html`<p class="amount" .style=${`--_signs: ${amount.value[language].length}`}>
                <bdi>${amount.value[language]}</bdi>
              </p>`
            : nothing
        }
        ${lines.length > 0 ? html`<dl>${lines.map((line) => lineOf(line, language))}</dl>` : nothing}
      </div>
      <p class="account" part="account">
        <bdi>${say.account(accountLabel)}</bdi>
        <span class="from">${say.requestFrom(unbroken(channelName), formatTime(epoch(requestedAt), language))}</span>
      </p>
    </div>
    ${alerts.map(
      ({label, value}) =>
        html`<p class="notice danger" part="notice">${label[language]} <bdi>${value[language]}</bdi></p>`,
    )}`;
}

const lineOf = ({label, value}: DisplayLine, language: Language): Part => html`
  <div class="line">
    <dt>${label[language]}</dt>
    <dd><bdi>${value[language]}</bdi></dd>
  </div>
`;
