/** Has the browser that shows the app told of requests by Web Push. Where that is not to be had, nothing is offered. */

import type {OtpList, PushOutcome} from '../../../src/index.js';
import {h} from '../common/dom.js';
import {say, type TextId} from '../texts/texts.js';

const SCRIPT = '/apps/worker.js';

interface Policies {
  createPolicy(name: string, rules: {readonly createScriptURL: () => string}): {createScriptURL(of: string): unknown};
}

/** The pages' Content-Security-Policy takes no script's address as a text. */
const {trustedTypes} = globalThis as {readonly trustedTypes?: Policies};
const policy = trustedTypes?.createPolicy('demo-worker', {createScriptURL: () => SCRIPT});

/** What is said, and what is offered then; null takes the offer away. */
const said: Readonly<Record<PushOutcome['type'], {readonly text?: TextId; readonly offers: TextId | null} | null>> = {
  registered: {text: 'pushOn', offers: 'pushStop'},
  removed: {offers: 'pushStart'},
  undecided: {offers: 'pushStart'},
  refused: {text: 'pushRefused', offers: null},
  'no-list': {text: 'pushNoList', offers: 'pushStart'},
  'other-sender': {text: 'pushFailed', offers: 'pushStart'},
  problem: {text: 'pushFailed', offers: 'pushStart'},
  'not-supported': null,
  'not-offered': null,
};

const isPossible = () =>
  'serviceWorker' in navigator && 'PushManager' in window && Notification.permission !== 'denied';

export function pushOffer(list: OtpList): HTMLElement | null {
  if (!isPossible()) return null;
  const line = h('p', {class: 'note', role: 'status'});
  const button = h('button', {type: 'button', click: () => void press()}, say('pushStart'));
  const place = h('section', {class: 'push'}, button, line);
  let isOn = false;
  const show = ({type}: Pick<PushOutcome, 'type'>) => {
    const next = said[type];
    if (next === null) return place.remove();
    isOn = type === 'registered';
    line.textContent = next.text ? say(next.text) : '';
    button.hidden = next.offers === null;
    if (next.offers) button.textContent = say(next.offers);
  };
  const press = async () => {
    button.disabled = true;
    show(await (isOn ? list.disablePush() : enable(list)));
    button.disabled = false;
  };
  void subscribedBefore().then((before) => before && show({type: 'registered'}));
  return place;
}

async function enable(list: OtpList): Promise<Pick<PushOutcome, 'type'>> {
  try {
    return await list.enablePush(await registered());
  } catch {
    // A browser that runs no worker of modules has none of this.
    return {type: 'not-supported'};
  }
}

async function registered(): Promise<ServiceWorkerRegistration> {
  const script = (policy?.createScriptURL('') ?? SCRIPT) as string;
  await navigator.serviceWorker.register(script, {type: 'module'});
  return navigator.serviceWorker.ready;
}

async function subscribedBefore(): Promise<boolean> {
  const registration = await navigator.serviceWorker.getRegistration(SCRIPT);
  return registration !== undefined && (await registration.pushManager.getSubscription()) !== null;
}
