import type {Meta, StoryObj} from '@storybook/web-components-vite';
import {html, type TemplateResult} from 'lit';
import {expect} from 'storybook/test';
import '../src/define/otp-verify.js';
import {channels} from '../src/domain/channels.js';
import {tokens} from '../src/styles/tokens.js';
import {problem, scriptedEndpoint, send} from './fixtures/index.js';
import {furnished, usual} from './fixtures/mount/mount.js';
import {verify} from './fixtures/states/verify.js';
import type {OtpVerify} from '../src/elements/otp-verify/otp-verify.js';

const meta: Meta = {
  title: 'Design tokens',
  tags: ['!autodocs'],
  parameters: {controls: {disable: true}, a11y: {config: {rules: [{id: 'landmark-unique', enabled: false}]}}},
};
export default meta;

/** Every token that the styles read, by the role in its name. */
const names = [...new Set([...tokens.cssText.matchAll(/--kb-otp-[a-z-]+/g)].map(([name]) => name))];
const swatch = new Set([
  'accent',
  'on-accent',
  'surface',
  'text',
  'muted',
  'outline',
  'danger',
  'danger-fill',
  'success',
]);
const role = (name: string) => name.replace('--kb-otp-', '');

const row = (name: string): TemplateResult => html`
  <tr>
    <th scope="row"><code>${name}</code></th>
    <td>${swatch.has(role(name)) ? html`<span class="kb-swatch" data-role=${role(name)}></span>` : ''}</td>
  </tr>
`;

/** A screen that has refused a code: it shows most roles. */
const element = (channel: string): TemplateResult => {
  const endpoint = scriptedEndpoint({answerChallenge: problem('code_invalid', {attemptsLeft: 3})});
  return html`<otp-verify ${furnished({...usual, ...verify.properties, channel, endpoint})}></otp-verify>`;
};

export const Theme: StoryObj = {
  render: (_args, {globals}) => html`
    <div class="kb-two">
      <table class="kb-tokens">
        <caption>
          Roles
        </caption>
        <tbody>
          ${names.map(row)}
        </tbody>
      </table>
      ${element(String(globals['channel']))}
    </div>
  `,
  play: async ({canvasElement}) => {
    const verify = canvasElement.querySelector('otp-verify');
    if (!verify) throw new Error('the story shows no <otp-verify>');
    await send(verify, 'code');
    await expect(names).toHaveLength(15);
    verify.style.setProperty('--kb-otp-accent', 'rgb(1, 2, 3)');
    const resend = getComputedStyle(verify).getPropertyValue('--_accent');
    verify.style.removeProperty('--kb-otp-accent');
    await expect(resend).toBe('rgb(1, 2, 3)');
  },
};

/** The same screen under every channel's set, whatever channel the toolbar says. */
export const Channels: StoryObj = {
  render: (_args, {globals}) => html`
    <div class="kb-map">
      ${channels.map(
        ({id, name}) => html`
          <figure class="kb-stage" data-channel=${id} data-theme=${String(globals['theme'])}>
            <figcaption>${name}</figcaption>
            ${element(id)}
          </figure>
        `,
      )}
    </div>
  `,
  play: async ({canvasElement}) => {
    const elements = [...canvasElement.querySelectorAll<OtpVerify>('otp-verify')];
    await expect(elements).toHaveLength(channels.length);
    for (const verify of elements) await expect((await send(verify, 'code')).tone()).toBe('danger');
  },
};
