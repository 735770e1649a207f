import {html, nothing, type TemplateResult} from 'lit';
import {findChannel} from '../../domain/channels.js';
import type {DisplayLine} from '../../domain/contract.js';
import type {Language} from '../../domain/language.js';
import {spinner, tick, warning} from '../internal/icons.js';
import type {Status, VerifyTexts} from './texts.js';

/**
 * What the code will do, in the endpoint's words; its text is text, isolated from the direction of what stands around
 * it.
 */
export const purpose = (lines: readonly DisplayLine[], language: Language): TemplateResult => html`
  <dl class="purpose" part="purpose">
    ${lines.map(
      ({label, value, emphasis}) => html`
        <div class=${emphasis ? 'line emphasis' : 'line'}>
          <dt>${label[language]}</dt>
          <dd><bdi>${value[language]}</bdi></dd>
        </div>
      `,
    )}
  </dl>
`;

export const account = (label: string, channel: string, say: VerifyTexts): TemplateResult => html`
  <p class="account" part="account"><bdi>${say.account(label)}</bdi> · ${findChannel(channel)?.name ?? channel}</p>
`;

/** A short list of things to choose from, each a button. */
export const choices = <Item>(
  heading: string,
  items: readonly Item[],
  describe: (item: Item) => {readonly label: string; readonly note?: string | undefined},
  choose: (item: Item) => void,
): TemplateResult => html`
  <h2 class="heading" part="heading">${heading}</h2>
  <ul class="choices" part="choices">
    ${items.map((item) => {
      const {label, note} = describe(item);
      return html`
        <li>
          <button type="button" class="choice" part="choice" @click=${() => choose(item)}>
            <bdi>${label}</bdi>${note ? html`<bdi class="note">${note}</bdi>` : nothing}
          </button>
        </li>
      `;
    })}
  </ul>
`;

const icons = {quiet: nothing, busy: spinner, danger: warning, success: tick};

/**
 * Always in the page, so that what changes in it is announced; its height is reserved. Alone on a screen it fills it.
 */
export const statusLine = ({tone, text}: Status, alone: boolean): TemplateResult => html`
  <p class=${`status ${tone}${alone && text ? ' alone' : ''}`} part="status" id="status" role="status">
    ${icons[tone]}<span>${text}</span>
  </p>
`;
