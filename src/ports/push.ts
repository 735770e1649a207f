import type {PushSubscription} from '../domain/contract.js';
import type {PushNote} from '../domain/push.js';

/** What a browser is subscribed with, and where. */
export interface Subscribed {
  /** Of the sender; P-256, uncompressed, base64url. */
  readonly key: string;
  /** As the endpoint takes it; null where the browser's own is not such a one. */
  readonly subscription: PushSubscription | null;
  /** By which the endpoint knows it again. */
  readonly fingerprint: string;
}

/** Web Push as this browser has it. */
export interface PushBrowser {
  /** What the customer has said of notifications; null where there are none. */
  permission(): NotificationPermission | null;
  /** The registration of a service worker, where it is still there. */
  find(scope: string): Promise<ServiceWorkerRegistration | null>;
  current(registration: ServiceWorkerRegistration): Promise<Subscribed | null>;
  /**
   * Asks the customer, where they have not said yet.
   * @throws {DOMException} as `PushManager.subscribe` does
   */
  subscribe(registration: ServiceWorkerRegistration, key: string): Promise<Subscribed>;
  /** What is subscribed under another key stays. */
  unsubscribe(registration: ServiceWorkerRegistration, key: string): Promise<void>;
}

/** Keeps that the customer wants to be told. What can't be kept is forgotten with the page. */
export interface PushNotes {
  read(): Promise<PushNote | null>;
  keep(note: PushNote | null): Promise<void>;
}
