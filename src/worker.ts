/**
 * For the page's own service worker: shows that a request waits for the customer, and opens the page of the list when
 * they touch that. Imports nothing, so that a worker loads it as it is.
 */

export interface WorkerOptions {
  /** The page that holds `<otp-list>`; relative to the scope of the worker, which it is without this. */
  readonly page?: string;
  /** The words, where they are to be others than KB-OTP's, or in a third language. Nothing of the request is known. */
  readonly title?: string;
  readonly body?: string;
  /** A picture beside the words: a URL. */
  readonly icon?: string;
}

type Language = 'vi' | 'en';

const bodies: Readonly<Record<Language, string>> = {
  vi: 'Quý khách có yêu cầu xác thực. Mở ứng dụng để xem.',
  en: 'You have a verification request. Open the app to review it.',
};

/** What the endpoint pushes; also marks what is shown, so that of two that wait one is. */
const REQUEST = 'kb-otp.request';

interface Extendable {
  waitUntil(until: Promise<unknown>): void;
}

interface PushEvent extends Extendable {
  readonly data: {json(): unknown} | null;
}

interface NotificationEvent extends Extendable {
  readonly notification: {readonly tag: string; close(): void};
}

interface Page {
  readonly url: string;
  focus(): Promise<unknown>;
}

/** As much of a worker as is used here. The page's own types have none of it. */
interface Scope {
  readonly registration: {
    readonly scope: string;
    showNotification(title: string, options: object): Promise<void>;
  };
  readonly clients: {
    matchAll(options: object): Promise<readonly Page[]>;
    openWindow(url: string): Promise<unknown>;
  };
  addEventListener(type: 'push', listener: (event: PushEvent) => void): void;
  addEventListener(type: 'notificationclick', listener: (event: NotificationEvent) => void): void;
}

/**
 * Shows what the endpoint pushes to a browser that `<otp-list>` has registered (`enablePush`), in the language in which
 * the list spoke. What others push, and what others show, is left to them. To be called when the worker starts, as
 * every listener of a worker is.
 */
export function showRequests(options: WorkerOptions = {}): void {
  const scope = globalThis as unknown as Scope;
  scope.addEventListener('push', (event) => {
    if (isRequest(event)) event.waitUntil(show(scope, options));
  });
  scope.addEventListener('notificationclick', (event) => {
    if (event.notification.tag !== REQUEST) return;
    event.notification.close();
    event.waitUntil(open(scope, new URL(options.page ?? '', scope.registration.scope).href));
  });
}

function isRequest({data}: PushEvent): boolean {
  try {
    return (data?.json() as {readonly type?: unknown} | null | undefined)?.type === REQUEST;
  } catch {
    return false;
  }
}

async function show({registration}: Scope, {title = 'KB-OTP', body, icon}: WorkerOptions): Promise<void> {
  const lang = await languageOfList().catch((): Language => 'vi');
  await registration.showNotification(title, {
    body: body ?? bodies[lang],
    tag: REQUEST,
    // Without it nobody hears of the second one while the first is still shown.
    renotify: true,
    ...(body === undefined && {lang}),
    ...(icon !== undefined && {icon}),
  });
}

/** A page that is there already keeps what the customer was about. */
async function open({clients}: Scope, address: string): Promise<void> {
  const pages = await clients.matchAll({type: 'window', includeUncontrolled: true});
  const there = pages.find(({url}) => url.replace(/[?#].*/, '') === address.replace(/[?#].*/, ''));
  await (there ? there.focus() : clients.openWindow(address));
}

/** As `<otp-list>` has noted it beside the list; Vietnamese where nothing is noted. */
async function languageOfList(): Promise<Language> {
  const opening = indexedDB.open('kb-otp');
  // Nothing is made where nothing is kept.
  opening.onupgradeneeded = () => opening.transaction?.abort();
  const database = await settled(opening);
  try {
    const note = await settled<unknown>(database.transaction('device').objectStore('device').get('note/push'));
    return (note as {readonly language?: unknown} | undefined)?.language === 'en' ? 'en' : 'vi';
  } finally {
    database.close();
  }
}

const settled = <Value>(request: IDBRequest<Value>): Promise<Value> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('unknown'));
  });
