import '../../../src/define/otp-verify.js';
import type {OtpVerify} from '../../../src/elements/otp-verify/otp-verify.js';
import {
  accounts,
  order,
  reached,
  scriptedEndpoint,
  type Screen,
  type ScreenState,
  type Script,
  type ScriptedEndpoint,
} from '../../../stories/fixtures/index.js';

type Properties = Partial<
  Pick<
    OtpVerify,
    'account' | 'channel' | 'purpose' | 'transaction' | 'autoSubmit' | 'required' | 'disabled' | 'messages' | 'endpoint'
  >
>;

export interface Setting extends Properties {
  readonly script?: Script;
  /** Language of the page around the element. */
  readonly lang?: string;
  readonly parent?: ParentNode;
  readonly attributes?: Readonly<Record<string, string>>;
}

export interface Mounted {
  readonly element: OtpVerify;
  readonly endpoint: ScriptedEndpoint;
}

/** Something on the page of the running test; gone when the test is over. */
export function onPage<Node extends HTMLElement>(node: Node, parent: ParentNode = document.body): Node {
  parent.append(node);
  guests.add(node);
  return node;
}

const guests = new Set<Element>();

afterEach(() => {
  for (const guest of guests) guest.remove();
  guests.clear();
  document.documentElement.removeAttribute('lang');
});

/** An `<otp-verify>` that asks for an order's authentication on KB-Trade, before a scripted endpoint. */
export function mount({script = {}, lang = 'vi', parent, attributes = {}, ...properties}: Setting = {}): Mounted {
  document.documentElement.lang = lang;
  const endpoint = scriptedEndpoint(script);
  const element = document.createElement('otp-verify');
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  Object.assign(element, {
    endpoint,
    account: accounts.base,
    channel: 'kb-trade',
    purpose: 'order',
    transaction: order,
    ...properties,
  });
  return {element: onPage(element, parent), endpoint};
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

/** Resolves when everything that is under way in this page has had its turn. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => void setTimeout(resolve));
}

/** Mounts a state's element and takes it there. */
export async function show(state: ScreenState, lang: string): Promise<Mounted & {readonly screen: Screen}> {
  const mounted = mount({...state.properties, ...(state.script && {script: state.script}), lang});
  await mounted.element.updateComplete;
  await state.act?.(mounted.element);
  const screen = await reached(mounted.element, state.step);
  return {...mounted, screen};
}
