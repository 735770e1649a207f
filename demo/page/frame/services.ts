/** What a customer can do about KB-OTP on a channel: one element a screen, loaded when it is wanted. */

import {thisChannel, type ViewId} from '../common/channels.js';
import {h} from '../common/dom.js';
import {settings} from '../common/settings.js';
import type {TextId} from '../texts/texts.js';

export interface ServiceHost {
  readonly deviceName: string;
  /** What a link to the list has named, where one has. */
  readonly request?: string;
  readonly open: (view: ViewId) => void;
  readonly close: () => void;
}

export const serviceTexts: Readonly<Record<ViewId, TextId>> = {
  home: 'home',
  login: 'signIn',
  order: 'placeOrder',
  enroll: 'enroll',
  synchronize: 'synchronize',
  list: 'list',
  cancel: 'cancel',
};

const tags = {enroll: 'otp-enroll', synchronize: 'otp-enroll', list: 'otp-list', cancel: 'otp-cancel'} as const;
const loaders = {
  'otp-enroll': () => import('../../../src/define/otp-enroll.js'),
  'otp-list': () => import('../../../src/define/otp-list.js'),
  'otp-cancel': () => import('../../../src/define/otp-cancel.js'),
} as const;

export type ServiceId = keyof typeof tags;

export const isService = (view: ViewId): view is ServiceId => view in tags;

/** The element of a service for the accounts that are chosen; it leads on to the other services by itself. */
export function serviceElement(view: ServiceId, {deviceName, request, open, close}: ServiceHost): HTMLElement {
  const tag = tags[view];
  void loaders[tag]();
  const {id} = thisChannel();
  const {account} = settings();
  const element = h(tag, {endpoint: '/otp/v1', channel: id, account, 'device-name': deviceName});
  if (tag === 'otp-list' && request) element.setAttribute('request', request);
  element.addEventListener('otp-list-requested', () => open('list'));
  element.addEventListener('otp-dismissed', (event) => event.target === element && close());
  return element;
}

/** Any element may lead to the registration, or to what the channel has instead. */
export function onEnrollRequested(open: (view: ViewId) => void): void {
  const [first] = thisChannel().services;
  document.addEventListener('otp-enroll-requested', () => first && open(first));
}
