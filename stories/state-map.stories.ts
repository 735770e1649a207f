import type {Meta, StoryObj} from '@storybook/web-components-vite';
import {html, type TemplateResult} from 'lit';
import {ref} from 'lit/directives/ref.js';
import {expect} from 'storybook/test';
import type {OtpVerify} from '../src/elements/otp-verify/otp-verify.js';
import {accounts, challengeFor, failures, order, reached, scriptedEndpoint, states, type ScreenState} from './fixtures/index.js';
import {toLanguage} from '../src/domain/language.js';
import './fixtures/story.js';

const meta: Meta = {
  title: 'otp-verify/State map',
  tags: ['!autodocs'],
  parameters: {
    controls: {disable: true},
    // Each element is a region of its own page; here they all stand on one.
    a11y: {config: {rules: [{id: 'landmark-unique', enabled: false}]}},
  },
};
export default meta;

const map: readonly ScreenState[] = [...states, ...failures];

/** An hour for the customer to look at each screen. */
const patient = {createChallenge: ({request}) => challengeFor({...request, expiresIn: 3_600})} satisfies NonNullable<ScreenState['script']>;

/** What a state needs beside what every element of the map has. */
const propertiesOf = ({properties, script}: ScreenState, channel: string): Partial<OtpVerify> => ({
  endpoint: scriptedEndpoint({...patient, ...script}),
  account: accounts.base,
  channel,
  purpose: 'order',
  transaction: order,
  ...properties,
});

/** Sets the element up once and does what the customer does there. */
const enact = (state: ScreenState, channel: string) => {
  let begun = false;
  return (element: Element | undefined) => {
    if (!element || begun) return;
    begun = true;
    Object.assign(element, propertiesOf(state, channel));
    void state.act?.(element as OtpVerify);
  };
};

const figure = (state: ScreenState, channel: string): TemplateResult => html`
  <figure data-state=${state.name}>
    <figcaption>${state.name}</figcaption>
    <otp-verify ${ref(enact(state, channel))}></otp-verify>
  </figure>
`;

export const AllStates: StoryObj = {
  render: (_args, {globals}) => html`
    <div class="kb-map">${map.map((state) => figure(state, String(globals['channel'])))}</div>
  `,
  play: async ({canvasElement, globals}) => {
    const language = toLanguage(String(globals['locale']));
    for (const state of map) {
      const element = canvasElement.querySelector<OtpVerify>(`[data-state="${state.name}"] otp-verify`);
      if (!element) throw new Error(`the map has no “${state.name}”`);
      const screen = await reached(element, state.step);
      await expect(`${state.name}: ${screen.status()}`).toBe(`${state.name}: ${state[language]}`);
    }
  },
};
