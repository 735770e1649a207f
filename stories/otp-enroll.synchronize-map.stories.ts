import type {Meta, StoryObj} from '@storybook/web-components-vite';
import {accountMap} from './fixtures/kits/account.js';
import {synchronizeStates} from './fixtures/states/synchronize.js';

const meta: Meta = {
  title: 'otp-enroll/State map of synchronizing',
  tags: ['!autodocs'],
  parameters: {
    controls: {disable: true},
    // Each state has a story of its own, where axe looks at it; all of them at once would keep it busy for minutes.
    a11y: {context: {include: ['figcaption']}},
  },
};
export default meta;

export const AllStates: StoryObj = accountMap('synchronize', synchronizeStates);
