import type {Meta, StoryObj} from '@storybook/web-components-vite';
import {html, type TemplateResult} from 'lit';
import {expect, fireEvent} from 'storybook/test';
import '../src/define/otp-cancel.js';
import '../src/define/otp-verify.js';
import {channels} from '../src/domain/channels.js';
import {tokens} from '../src/styles/tokens.js';
import {problem, reached, scriptedEndpoint, send, statusWith} from './fixtures/index.js';
import {furnished, usual} from './fixtures/mount/mount.js';
import {cancel} from './fixtures/states/cancel.js';
import {verify} from './fixtures/states/verify.js';
import {themeBoard} from './theme/board.js';
import {initialOf, turned} from './theme/tokens.js';
import type {OtpVerify} from '../src/elements/otp-verify/otp-verify.js';

const meta: Meta = {
  title: 'Design tokens',
  parameters: {controls: {disable: true}, a11y: {config: {rules: [{id: 'landmark-unique', enabled: false}]}}},
};
export default meta;

/** A screen that has refused a code: it shows most roles. By SMS, for an app's channel asks its own list first. */
const refusing = (channel: string, density = ''): TemplateResult => {
  const endpoint = scriptedEndpoint({
    getAuthentication: statusWith('sms'),
    answerChallenge: problem('code_invalid', {attemptsLeft: 3}),
  });
  return html`<otp-verify
    ${furnished({...usual, ...verify.properties, channel, endpoint, ...(density && {density})})}
  ></otp-verify>`;
};

const verified = (channel: string): TemplateResult =>
  html`<otp-verify ${furnished({...usual, ...verify.properties, channel, endpoint: scriptedEndpoint()})}></otp-verify>`;

/** The button that can't be undone. */
const cancelling = async (channel: string): Promise<TemplateResult> => {
  const endpoint = await cancel.prepare();
  return html`<otp-cancel ${furnished({...usual, ...cancel.properties, channel, endpoint})}></otp-cancel>`;
};

/** Turn a token: the elements beside it take it, and the CSS below it is what a host writes. */
export const Theme: StoryObj = {
  loaders: [async ({globals}) => ({question: await cancelling(String(globals['channel']))})],
  render: (_args, {globals, loaded}) => {
    const channel = String(globals['channel']);
    return themeBoard(
      html`${refusing(channel)} ${verified(channel)} ${loaded['question']} ${refusing(channel, 'compact')}`,
    );
  },
  play: async ({canvasElement}) => {
    const elements = [...canvasElement.querySelectorAll('otp-verify')];
    const [refused, accepted, compact] = elements;
    const question = canvasElement.querySelector('otp-cancel');
    if (!refused || !accepted || !compact || !question) throw new Error('the story does not show its elements');
    await send(refused, 'code');
    await send(compact, 'code');
    await send(accepted, 'verified');
    await reached(question, 'consequences');
    const read = [...new Set([...tokens.cssText.matchAll(/--kb-otp-[a-z-]+/g)].map(([name]) => name))];
    await expect(turned.map(({property}) => property).sort()).toEqual(read.sort());
    await expect([...canvasElement.querySelectorAll('output')].map(({textContent}) => textContent)).toEqual(
      turned.map(initialOf),
    );
    const turn = (property: string, value: string) => {
      const control = canvasElement.querySelector(`[data-token='${property}'] :is(input, select)`);
      if (control) void fireEvent.input(control, {target: {value}});
    };
    const css = () => canvasElement.querySelector('.kb-css')?.textContent;
    const before = css();
    turn('--kb-otp-radius', '3');
    turn('--kb-otp-accent', '#010203');
    await expect(css()).toBe(':root {\n  --kb-otp-accent: light-dark(#010203, #ffbc00);\n  --kb-otp-radius: 3px;\n}');
    await expect(getComputedStyle(question).getPropertyValue('--_radius')).toBe('3px');
    turn('--kb-otp-radius', '12');
    turn('--kb-otp-accent', '#ffbc00');
    await expect(css()).toBe(before);
  },
};

/** On these pages the ticket is narrow. */
const compactOn = new Set(['kb-trade-ds']);

/** The same screen under every channel's set, whatever channel the toolbar says. */
export const Channels: StoryObj = {
  render: (_args, {globals}) => html`
    <div class="kb-map">
      ${channels.map(
        ({id, name}) => html`
          <figure class="kb-stage" data-channel=${id} data-theme=${String(globals['theme'])} data-reached>
            <figcaption>${name}</figcaption>
            ${refusing(id, compactOn.has(id) ? 'compact' : '')}
          </figure>
        `,
      )}
    </div>
  `,
  play: async ({canvasElement}) => {
    const elements = [...canvasElement.querySelectorAll<OtpVerify>('otp-verify')];
    await expect(elements).toHaveLength(channels.length);
    for (const verify of elements) await expect((await send(verify, 'code')).tone()).toBe('danger');
    const look = (verify: OtpVerify) =>
      ['--_radius', '--_space', '--_surface', '--_font', '--_code-font', '--_shadow'].map((name) =>
        getComputedStyle(verify).getPropertyValue(name),
      );
    // More than the accent sets them apart.
    await expect(new Set(elements.map((verify) => look(verify).join('\n'))).size).toBe(channels.length);
  },
};
