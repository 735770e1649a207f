import type {Meta} from '@storybook/web-components-vite';
import {mapMeta, mapOf, type Story} from './fixtures/mount/stories.js';
import {cancel} from './fixtures/states/cancel.js';
import {cancelFiles} from './pages/files.js';

const meta: Meta = {...mapMeta, title: 'otp-cancel/State map'};
export default meta;

export const AllStates: Story = mapOf(cancel, cancelFiles);
