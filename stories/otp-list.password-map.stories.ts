import type {Meta} from '@storybook/web-components-vite';
import {mapMeta, mapOf, type Story} from './fixtures/mount/stories.js';
import {passwordStates as states} from './fixtures/states/list-password.js';
import {list} from './fixtures/states/list.js';
import {listFiles} from './pages/files.js';

const meta: Meta = {...mapMeta, title: 'otp-list/State map of the password'};
export default meta;

export const AllStates: Story = mapOf({...list, states}, listFiles);
