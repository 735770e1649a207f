import type {PushSubscription as Registered} from '../domain/contract.js';
import {isPushSubscription} from '../domain/push.js';
import type {PushBrowser, Subscribed} from '../ports/push.js';
import {toBase64url, utf8} from './bytes.js';

async function described(subscription: PushSubscription): Promise<Subscribed> {
  const given: unknown = subscription.toJSON();
  const {applicationServerKey} = subscription.options;
  return {
    key: applicationServerKey ? toBase64url(applicationServerKey) : '',
    ...(isPushSubscription(given) ? await known(given) : {subscription: null, fingerprint: ''}),
  };
}

/** By which the endpoint knows a subscription again, as the contract has it. */
export const fingerprintOf = async ({endpoint, keys: {p256dh, auth}}: Registered): Promise<string> =>
  toBase64url(await crypto.subtle.digest('SHA-256', utf8([endpoint, p256dh, auth].join(' '))));

/** Without what else a browser may say of it. */
async function known(registered: Registered): Promise<Omit<Subscribed, 'key'>> {
  const {
    endpoint,
    keys: {p256dh, auth},
  } = registered;
  return {subscription: {endpoint, keys: {p256dh, auth}}, fingerprint: await fingerprintOf(registered)};
}

/** Web Push of the browser that runs this page (W3C Push API). */
export const pushBrowser: PushBrowser = {
  permission: () => ('PushManager' in globalThis ? (globalThis.Notification?.permission ?? null) : null),
  find: async (scope) => (await navigator.serviceWorker?.getRegistration(scope)) ?? null,
  async current({pushManager}) {
    const there = await pushManager.getSubscription();
    return there && described(there);
  },
  subscribe: async ({pushManager}, applicationServerKey) =>
    described(await pushManager.subscribe({userVisibleOnly: true, applicationServerKey})),
  async unsubscribe({pushManager}, key) {
    const there = await pushManager.getSubscription();
    if (there && (await described(there)).key === key) await there.unsubscribe();
  },
};
