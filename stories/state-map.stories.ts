import type {Meta, StoryObj} from '@storybook/web-components-vite';
import {html, type TemplateResult} from 'lit';
import {expect} from 'storybook/test';
import '../src/define/otp-verify.js';
import type {OtpVerify} from '../src/elements/otp-verify/otp-verify.js';
import {toLanguage} from '../src/domain/language.js';
import type {Endpoint} from '../src/ports/endpoint.js';
import {
  accounts,
  challengeFor,
  failures,
  order,
  reached,
  scriptedEndpoint,
  states,
  type ScreenState,
  type Script,
} from './fixtures/index.js';

const meta: Meta = {
  title: 'otp-verify/State map',
  tags: ['!autodocs'],
  parameters: {
    controls: {disable: true},
    // Each state has a story of its own, where axe looks at it; all of them at once would keep it busy for minutes.
    a11y: {context: {include: ['figcaption']}},
  },
};
export default meta;

const map: readonly ScreenState[] = [...states, ...failures];

/** An hour for whoever looks at the screens. */
const patient = {createChallenge: ({request}) => challengeFor({...request, expiresIn: 3_600})} satisfies Script;

const endpoints = new Map<string, Endpoint>();

const figure = ({name, properties = {}}: ScreenState, channel: string): TemplateResult => html`
  <figure data-state=${name}>
    <figcaption>${name}</figcaption>
    <otp-verify
      account=${properties.account ?? accounts.base}
      channel=${properties.channel ?? channel}
      purpose=${properties.purpose ?? 'order'}
      .transaction=${properties.transaction ?? order}
      .endpoint=${properties.endpoint ?? endpoints.get(name)}
    ></otp-verify>
  </figure>
`;

export const AllStates: StoryObj = {
  beforeEach: () => {
    for (const {name, script} of map) endpoints.set(name, scriptedEndpoint({...patient, ...script}));
  },
  render: (_args, {globals}) => html`
    <div class="kb-map">${map.map((state) => figure(state, String(globals['channel'])))}</div>
  `,
  play: async ({canvasElement, globals}) => {
    const language = toLanguage(String(globals['locale']));
    for (const {act, name, step, ...words} of map) {
      const element = canvasElement.querySelector<OtpVerify>(`[data-state="${name}"] otp-verify`);
      if (!element) throw new Error(`the map has no “${name}”`);
      await act?.(element);
      await expect(`${name}: ${(await reached(element, step)).status()}`).toBe(`${name}: ${words[language]}`);
    }
  },
};
