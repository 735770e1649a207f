import type {DeviceList} from '../domain/device-list.js';
import type {Language} from '../domain/language.js';
import type {Problem, Result} from '../domain/problems.js';
import type {PushNote, PushOutcome} from '../domain/push.js';
import type {PushEndpoint} from '../ports/device-endpoint.js';
import type {CallOptions} from '../ports/endpoint.js';
import type {PushBrowser, PushNotes, Subscribed} from '../ports/push.js';

export interface PushParts {
  readonly browser: PushBrowser;
  readonly notes: PushNotes;
  /** The list of this device. */
  readonly list: () => Promise<Result<DeviceList | null>>;
  /** The endpoint that is asked, and how. */
  readonly reach: () => readonly [Partial<PushEndpoint>, CallOptions];
  readonly language: () => Language;
}

const problem = (what: Problem): PushOutcome => ({type: 'problem', problem: what});

/** Has this browser told that something waits: in the customer's press, for the browser may ask them. */
export async function enablePush(parts: PushParts, registration: ServiceWorkerRegistration): Promise<PushOutcome> {
  const said = parts.browser.permission();
  if (said === null) return {type: 'not-supported'};
  if (said === 'denied') return {type: 'refused'};
  const list = await parts.list();
  if (!list.ok) return problem(list.problem);
  return list.value ? register(parts, registration, list.value.device) : {type: 'no-list'};
}

/** Tells the endpoint of what the browser has changed since; asks the customer nothing. */
export async function refreshPush(parts: PushParts, {device, scope}: PushNote): Promise<void> {
  const registration = await parts.browser.find(scope);
  if (registration && parts.browser.permission() === 'granted') await register(parts, registration, device);
}

/** Has this browser told no more: it hears nothing from then on, whether or not the endpoint can be asked. */
export async function disablePush(parts: PushParts): Promise<PushOutcome> {
  const {notes, list, reach} = parts;
  const note = await notes.read();
  await notes.keep(null);
  if (note) await forgetPush(parts, note);
  const read = await list();
  if (!read.ok) return problem(read.problem);
  if (!read.value) return {type: 'no-list'};
  const [endpoint, options] = reach();
  const removed = await endpoint.removePushSubscription?.(read.value.device, options);
  return removed?.ok === false && removed.problem.code !== 'not_found' ? problem(removed.problem) : {type: 'removed'};
}

/** The browser's part alone: the list is gone, and the endpoint knows. */
export async function forgetPush({browser}: PushParts, {scope, key}: PushNote): Promise<void> {
  const registration = await browser.find(scope);
  if (registration) await browser.unsubscribe(registration, key);
}

async function register(
  parts: PushParts,
  registration: ServiceWorkerRegistration,
  device: string,
): Promise<PushOutcome> {
  const {notes, reach, language} = parts;
  const [endpoint, options] = reach();
  const state = await endpoint.getPushState?.(device, options);
  if (state?.ok === false && state.problem.code !== 'not_found') return problem(state.problem);
  const key = state?.ok ? state.value.applicationServerKey : undefined;
  if (!state?.ok || key === undefined) return {type: 'not-offered'};
  const given = await subscribe(parts, registration, key);
  if ('type' in given) return given;
  const {subscription, fingerprint} = given;
  // What does not arrive is sent when the list is opened the next time.
  await notes.keep({device, scope: registration.scope, key, language: language()});
  if (fingerprint === state.value.subscription) return {type: 'registered'};
  const told = await tell(parts, device, subscription);
  return told?.ok === false ? problem(told.problem) : {type: told ? 'registered' : 'not-offered'};
}

async function tell({reach}: PushParts, device: string, subscription: Subscription) {
  const [endpoint, options] = reach();
  return endpoint.registerPushSubscription?.(device, subscription, options);
}

type Subscription = NonNullable<Subscribed['subscription']>;
type Usable = Subscribed & {readonly subscription: Subscription};

/** One registration has one sender: what is somebody else's is left alone, what was the endpoint's is replaced. */
async function subscribe(
  {browser, notes}: PushParts,
  registration: ServiceWorkerRegistration,
  key: string,
): Promise<Usable | PushOutcome> {
  try {
    const there = await browser.current(registration);
    if (there && there.key !== key) {
      if (there.key !== (await notes.read())?.key) return {type: 'other-sender'};
      await browser.unsubscribe(registration, there.key);
    }
    const {subscription, ...rest} = await browser.subscribe(registration, key);
    return subscription ? {...rest, subscription} : {type: 'not-supported'};
  } catch (error) {
    return failed(error, browser);
  }
}

/** `NotAllowedError` is what browsers say of both a refusal and a question that nobody has answered. */
function failed(error: unknown, browser: PushBrowser): PushOutcome {
  const name = error instanceof Error || error instanceof DOMException ? error.name : 'unknown';
  if (name === 'NotSupportedError') return {type: 'not-supported'};
  if (name !== 'NotAllowedError') return problem({code: 'unreachable', hint: `Web Push: ${name}`});
  return {type: browser.permission() === 'denied' ? 'refused' : 'undecided'};
}
