/** What can be turned on the playground: one row a control. */
import {channels} from '../../src/domain/channels.js';
import {verdictNames} from './endpoint.js';

export const tags = ['otp-verify', 'otp-enroll', 'otp-list', 'otp-cancel'] as const;
export type Tag = (typeof tags)[number];

export type Settings = Readonly<Record<string, string | boolean>> & {readonly element: Tag};

type Options = readonly (readonly [value: string, says: string])[];

export interface Control {
  readonly name: string;
  readonly label: string;
  readonly kind: 'select' | 'check' | 'text';
  readonly options?: Options;
  readonly initial: string | boolean;
  /** What it turns: an attribute of that name, the page around the element, or what the endpoint says. */
  readonly of: 'attribute' | 'page' | 'endpoint';
  /** Without it, every element has it. */
  readonly tags?: readonly Tag[];
}

const same = (...values: readonly string[]): Options => values.map((value) => [value, value]);

const select = (name: string, label: string, of: Control['of'], options: Options, only?: readonly Tag[]): Control => ({
  name,
  label,
  kind: 'select',
  options,
  initial: options[0]?.[0] ?? '',
  of,
  ...(only && {tags: only}),
});

const check = (name: string, label: string, of: Control['of'], only?: readonly Tag[]): Control => ({
  name,
  label,
  kind: 'check',
  initial: false,
  of,
  ...(only && {tags: only}),
});

const channelOptions: Options = channels.map(({id, name}) => [id, name]);
const verify = ['otp-verify'] as const;
const ofDevices = ['otp-enroll', 'otp-list'] as const;

/** Of the account and the endpoint. */
export const standing: readonly Control[] = [
  select('method', 'Method in force', 'endpoint', [
    ['sms', 'Text message'],
    ['kb-otp', 'KB-OTP'],
    ['email', 'Email'],
    ['voice', 'Voice call'],
    ['matrix', 'Matrix card'],
    ['token', 'Hardware token'],
    ['password', 'Trading password'],
    ['other', 'Another'],
  ]),
  select('verdict', 'Endpoint', 'endpoint', verdictNames),
  check('several', 'Other methods beside it', 'endpoint'),
  check('two', 'Two accounts', 'endpoint'),
  check('list', 'A List of KB-OTP on this device', 'endpoint', ['otp-verify', 'otp-enroll', 'otp-list']),
];

/** Attributes of the element. */
export const attributes: readonly Control[] = [
  select(
    'channel',
    'channel',
    'attribute',
    [...channelOptions].sort(([a], [b]) => rank(a) - rank(b)),
  ),
  select('purpose', 'purpose', 'attribute', same('order', 'login', 'cash-transfer', 'enroll', 'cancel'), verify),
  select('lang', 'lang', 'attribute', same('en', 'vi')),
  select('density', 'density', 'attribute', [
    ['', 'comfortable'],
    ['compact', 'compact'],
  ]),
  check('auto-submit', 'auto-submit', 'attribute', verify),
  check('required', 'required', 'attribute', verify),
  check('disabled', 'disabled', 'attribute', verify),
  check('hide-codes', 'hide-codes', 'attribute', ['otp-list']),
  {name: 'device-name', label: 'device-name', kind: 'text', initial: 'Pixel 9', of: 'attribute', tags: ofDevices},
];

/** Of the page around it. */
export const page: readonly Control[] = [
  select('theme', 'Theme', 'page', [
    ['', 'As this site'],
    ['light', 'Light'],
    ['dark', 'Dark'],
  ]),
  select('preset', 'Preset', 'page', [['', 'None'], ...channelOptions]),
  select('width', 'Width', 'page', [
    ['', 'As it fits'],
    ['320px', '320 px'],
  ]),
];

export const all: readonly Control[] = [...standing, ...attributes, ...page];

export const initial: Settings = {
  ...Object.fromEntries(all.map((control) => [control.name, control.initial])),
  element: 'otp-verify',
};

/** The web channel of every day first; registering and the list are the apps'. */
function rank(channel: string): number {
  return channel === 'kb-trade' ? 0 : 1;
}

export const isFor = ({tags: only}: Control, tag: Tag): boolean => only === undefined || only.includes(tag);

/** What an element begins with: where its customers are. */
export const begun: Readonly<Record<Tag, Readonly<Record<string, string | boolean>>>> = {
  'otp-verify': {channel: 'kb-trade', method: 'sms', list: false},
  'otp-enroll': {channel: 'm-able', method: 'sms', list: false},
  'otp-list': {channel: 'm-able', method: 'kb-otp', list: true},
  'otp-cancel': {channel: 'kb-trade', method: 'kb-otp', list: false},
};
