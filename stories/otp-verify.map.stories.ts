import type {Meta} from '@storybook/web-components-vite';
import {mapMeta, mapOf, type Story} from './fixtures/mount/stories.js';
import {verify} from './fixtures/states/verify.js';
import {verifyFiles, verifyStories} from './pages/files.js';

const meta: Meta = {...mapMeta, title: 'otp-verify/State map'};
export default meta;

export const AllStates: Story = mapOf(verify, verifyFiles, verifyStories);
