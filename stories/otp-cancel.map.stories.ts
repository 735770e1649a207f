import type {Meta, StoryObj} from '@storybook/web-components-vite';
import {accountMap} from './fixtures/kits/account.js';
import {cancelStates} from './fixtures/states/cancel.js';

const meta: Meta = {
  title: 'otp-cancel/State map',
  tags: ['!autodocs'],
  parameters: {
    controls: {disable: true},
    // Each state has a story of its own, where axe looks at it; all of them at once would keep it busy for minutes.
    a11y: {context: {include: ['figcaption']}},
  },
};
export default meta;

export const AllStates: StoryObj = accountMap('cancel', cancelStates);
