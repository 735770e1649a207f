import {html, type TemplateResult} from 'lit';
import {findChannel} from '../../domain/channels.js';
import type {DisplayLine} from '../../domain/contract.js';
import type {Language} from '../../domain/language.js';
import type {VerifyTexts} from './texts.js';

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
