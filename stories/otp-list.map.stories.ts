import type {Meta} from '@storybook/web-components-vite';
import {mapMeta, mapOf, type Story} from './fixtures/mount/stories.js';
import {requestStates} from './fixtures/states/list-requests.js';
import {list} from './fixtures/states/list.js';
import {listFiles} from './pages/files.js';

const meta: Meta = {...mapMeta, title: 'otp-list/State map'};
export default meta;

// A list that is off the screen asks for no requests.
const states = list.states.filter((state) => !requestStates.includes(state));

export const AllStates: Story = mapOf({...list, states}, listFiles);
