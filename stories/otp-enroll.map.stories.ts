import type {Meta, StoryObj} from '@storybook/web-components-vite';
import {stateMap} from './fixtures/kits/device-map.js';
import {enrollStates} from './fixtures/states/enroll.js';

const meta: Meta = {
  title: 'otp-enroll/State map',
  tags: ['!autodocs'],
  parameters: {
    controls: {disable: true},
    // Each state has a story of its own, where axe looks at it; all of them at once would keep it busy for minutes.
    a11y: {context: {include: ['figcaption']}},
  },
};
export default meta;

export const AllStates: StoryObj = stateMap('enroll', enrollStates);
