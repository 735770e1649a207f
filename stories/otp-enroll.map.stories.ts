import type {Meta} from '@storybook/web-components-vite';
import {mapMeta, mapOf, type Story} from './fixtures/mount/stories.js';
import {enroll} from './fixtures/states/enroll.js';

const meta: Meta = {...mapMeta, title: 'otp-enroll/State map', tags: ['!autodocs']};
export default meta;

export const AllStates: Story = mapOf(enroll);
