import type {Meta} from '@storybook/web-components-vite';
import {mapMeta, mapOf, type Story} from './fixtures/mount/stories.js';
import {passwordStates} from './fixtures/states/list-password.js';
import {requestStates} from './fixtures/states/list-requests.js';
import {scanStates} from './fixtures/states/list-scan.js';
import {list} from './fixtures/states/list.js';
import {listFiles} from './pages/files.js';

const meta: Meta = {...mapMeta, title: 'otp-list/State map'};
export default meta;

// A list that is off the screen asks for no requests, nor for keys; what becomes of the password has a map of its own.
const elsewhere = [...requestStates, ...scanStates, ...passwordStates];
const states = list.states.filter((state) => !elsewhere.includes(state));

export const AllStates: Story = mapOf({...list, states}, listFiles);
