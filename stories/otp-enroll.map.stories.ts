import type {Meta} from '@storybook/web-components-vite';
import {mapMeta, mapOf, type Story} from './fixtures/mount/stories.js';
import {enroll} from './fixtures/states/enroll.js';
import {enrollFiles} from './pages/files.js';

const meta: Meta = {...mapMeta, title: 'otp-enroll/State map'};
export default meta;

export const AllStates: Story = mapOf(enroll, enrollFiles);
