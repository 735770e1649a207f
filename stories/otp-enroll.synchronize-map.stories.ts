import type {Meta} from '@storybook/web-components-vite';
import {mapMeta, mapOf, type Story} from './fixtures/mount/stories.js';
import {synchronize} from './fixtures/states/synchronize.js';
import {synchronizeFiles} from './pages/files.js';

const meta: Meta = {...mapMeta, title: 'otp-enroll/State map of synchronizing'};
export default meta;

export const AllStates: Story = mapOf(synchronize, synchronizeFiles);
