import {channelOf} from './channels.js';
import {settingsQuery} from './settings.js';

/** Where the phone's own browser opens M-able at the list, as somebody who is in the middle of something has to. */
export const listOnThePhone = (): string =>
  `${channelOf('m-able').path}?${new URLSearchParams([...settingsQuery(), ['view', 'list']])}`;
