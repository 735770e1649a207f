import '../../../src/development/console.js';
import '../../../src/define/otp-verify.js';
import type {Endpoint} from '../../../src/ports/endpoint.js';
import type {Language} from '../../../src/domain/language.js';
import {bringLateProblems} from '../../../src/i18n/messages/problems.js';
import type {OtpVerify} from '../../../src/elements/otp-verify/otp-verify.js';
import type {Stepping} from '../../../src/testing/customer/screen.js';
import {
  screenOf,
  scriptedEndpoint,
  verify,
  type Screen,
  type Script,
  type ScriptedEndpoint,
} from '../../../stories/fixtures/index.js';
import {elementFor} from '../../../stories/fixtures/mount/mount.js';
import {reach, type StateTable, type StoryState} from '../../../stories/fixtures/states/state.js';

type Properties = Partial<
  Pick<
    OtpVerify,
    | 'account'
    | 'channel'
    | 'purpose'
    | 'transaction'
    | 'mode'
    | 'challenge'
    | 'autoSubmit'
    | 'required'
    | 'disabled'
    | 'messages'
    | 'timeout'
    | 'endpoint'
  >
>;

export interface Setting extends Properties {
  readonly script?: Script;
  /** Language of the page around the element. */
  readonly lang?: string;
  readonly parent?: ParentNode;
  readonly attributes?: Readonly<Record<string, string>>;
}

export interface Mounted<Shown = OtpVerify, Around = ScriptedEndpoint> {
  readonly element: Shown;
  readonly endpoint: Around;
}

/** Something on the page of the running test; gone when the test is over. */
export function onPage<Node extends HTMLElement>(node: Node, parent: ParentNode = document.body): Node {
  parent.append(node);
  guests.add(node);
  return node;
}

const guests = new Set<Element>();

// Sentences that come to a page later are there before a test looks for them.
before(() => bringLateProblems(() => undefined));

afterEach(() => {
  for (const guest of guests) guest.remove();
  guests.clear();
  document.documentElement.removeAttribute('lang');
});

/** An `<otp-verify>` that asks for an order's authentication on KB-Trade, before a scripted endpoint. */
export function mount({script = {}, lang = 'vi', parent, attributes = {}, ...properties}: Setting = {}): Mounted {
  document.documentElement.lang = lang;
  const endpoint = scriptedEndpoint(script);
  const element = elementFor(verify, endpoint, properties);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return {element: onPage(element, parent), endpoint};
}

/** Any table's element in the browser and before the endpoint that the setting makes. */
export async function mountFrom<Shown extends Stepping, Setting, Around extends Endpoint, Step extends string>(
  table: StateTable<Shown, Setting, Around, {readonly step: Step}>,
  {lang = 'vi', properties, ...setting}: Setting & {readonly lang?: string; readonly properties?: Partial<Shown>},
): Promise<Mounted<Shown, Around>> {
  document.documentElement.lang = lang;
  const endpoint = await table.prepare(setting as Setting);
  return {element: onPage(elementFor(table, endpoint, properties)), endpoint};
}

/** Resolves with the next event of that name. */
export const heard = <Name extends keyof GlobalEventHandlersEventMap>(
  target: EventTarget,
  name: Name,
): Promise<GlobalEventHandlersEventMap[Name]> =>
  new Promise(
    (resolve) =>
      void target.addEventListener(name, (event) => resolve(event as GlobalEventHandlersEventMap[Name]), {once: true}),
  );

/** Resolves after a few frames: the browser has measured what it observes. */
export async function frames(): Promise<void> {
  for (let count = 0; count < 3; count += 1) await new Promise((resolve) => void requestAnimationFrame(resolve));
}

/** Resolves when everything that is under way in this page has had its turn. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => void setTimeout(resolve));
}

/** Mounts the element of a table and takes it to one of its states. */
export async function show<Shown extends Stepping, Setting, Around extends Endpoint, Step extends string>(
  table: StateTable<Shown, Setting, Around, {readonly step: Step}>,
  state: StoryState<Shown, Setting, {readonly step: Step}>,
  lang: Language = 'vi',
): Promise<Mounted<Shown, Around> & {readonly screen: Screen<Shown>}> {
  const {setting, properties = {}} = state;
  document.documentElement.lang = lang;
  const endpoint = await table.prepare(setting);
  const element = onPage(elementFor(table, endpoint, properties));
  await reach(element, table, state, lang);
  return {element, endpoint, screen: screenOf(element)};
}
