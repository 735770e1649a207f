/** A browser with Web Push: it asks the customer, keeps one subscription a registration, and may change it. */

import {toBase64url} from '../../../src/adapters/bytes.js';

export interface FakeSubscription {
  readonly endpoint: string;
  readonly keys: {readonly p256dh: string; readonly auth: string};
}

export const subscriptionTo = (name: string): FakeSubscription => ({
  endpoint: `https://updates.push.services.mozilla.com/wpush/v2/${name}`,
  keys: {p256dh: `B${'a'.repeat(86)}`, auth: 'b'.repeat(22)},
});

const bytesOf = (key: string): ArrayBuffer =>
  Uint8Array.from(atob(key.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0)).buffer;

interface Kept {
  readonly key: string;
  readonly json: unknown;
}

export class FakePush {
  permission: NotificationPermission = 'default';
  /** What the customer says when they are asked; null: nothing. */
  answer: 'granted' | 'denied' | null = 'granted';
  /** What the browser subscribes to the next time. */
  next: unknown = subscriptionTo('first');
  kept: Kept | null = null;
  /** In place of a subscription. */
  fault: string | null = null;
  readonly asked: string[] = [];

  readonly registration = {
    scope: `${location.origin}/list/`,
    pushManager: {
      getSubscription: async () => this.kept && this.#asBrowser(this.kept),
      subscribe: async ({applicationServerKey: key, userVisibleOnly}: PushSubscriptionOptionsInit) => {
        if (userVisibleOnly !== true) throw new DOMException('', 'NotAllowedError');
        this.asked.push(String(key));
        if (this.fault !== null) throw new DOMException('', this.fault);
        if (this.permission === 'default') this.permission = this.answer ?? 'default';
        if (this.permission !== 'granted') throw new DOMException('', 'NotAllowedError');
        if (this.kept && this.kept.key !== key) throw new DOMException('', 'InvalidStateError');
        this.kept ??= {key: String(key), json: this.next};
        return this.#asBrowser(this.kept);
      },
    },
  } as unknown as ServiceWorkerRegistration;

  /** Stands in the browser's place on the page of the test. Returns what puts that back. */
  install(): () => void {
    const {registration} = this;
    const find = async (scope: string) => (scope === registration.scope ? registration : undefined);
    const places: readonly (readonly [object, string, PropertyDescriptor])[] = [
      [globalThis, 'Notification', {value: Object.defineProperty({}, 'permission', {get: () => this.permission})}],
      [globalThis, 'PushManager', {value: class {}}],
      [navigator, 'serviceWorker', {value: {getRegistration: find}}],
    ];
    const before = places.map(([place, name]) => Object.getOwnPropertyDescriptor(place, name));
    for (const [place, name, what] of places) Object.defineProperty(place, name, {...what, configurable: true});
    return () =>
      places.forEach(([place, name], index) => {
        const was = before[index];
        if (was) Object.defineProperty(place, name, was);
        else Reflect.deleteProperty(place, name);
      });
  }

  #asBrowser(kept: Kept): unknown {
    const unsubscribe = async () => {
      this.kept = null;
      return true;
    };
    return {options: {applicationServerKey: bytesOf(kept.key)}, toJSON: () => kept.json, unsubscribe};
  }
}

export const fingerprintOf = async ({endpoint, keys: {p256dh, auth}}: FakeSubscription): Promise<string> =>
  toBase64url(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${endpoint} ${p256dh} ${auth}`)));
