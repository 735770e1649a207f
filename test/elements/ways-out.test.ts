/** From every state that a flow can come to, the screen itself offers a way out: it is seen, it can be pressed. */
import {expect} from 'chai';
import {adoptStyles, render, type CSSResultGroup, type CSSResultOrNative} from 'lit';
import type {Language} from '../../src/domain/language.js';
import {isDeveloperProblem} from '../../src/domain/problems.js';
import {cancel} from '../../src/flows/cancel.js';
import {deviceCode} from '../../src/flows/device-code.js';
import {enroll} from '../../src/flows/enroll.js';
import {list} from '../../src/flows/list.js';
import {synchronize} from '../../src/flows/synchronize.js';
import {verify} from '../../src/flows/verify.js';
import * as cancelAlphabet from '../flows/alphabets/cancel.js';
import * as deviceCodeAlphabet from '../flows/alphabets/device-code.js';
import * as enrollAlphabet from '../flows/alphabets/enroll.js';
import * as listAlphabet from '../flows/alphabets/list.js';
import * as synchronizeAlphabet from '../flows/alphabets/synchronize.js';
import * as verifyAlphabet from '../flows/alphabets/verify.js';
import {onPage} from './support/mount.js';
import {
  cancelScreen,
  deviceCodeScreen,
  enrollScreen,
  HOST_PAGE,
  listScreen,
  synchronizeScreen,
  verifyScreen,
  type Screens,
} from './support/screens.js';

interface Stepping {
  readonly step: string;
  readonly attempt: number;
}

interface Exception<State> {
  readonly step: string;
  readonly why: string;
  /** Of the step's states, these only. */
  readonly when?: (state: State) => boolean;
}

interface Flow<State, Event> {
  readonly walked: () => {readonly states: readonly State[]};
  readonly reduce: (state: State, event: Event) => readonly [State, ...unknown[]];
  readonly screens: Screens<State, Event>;
  /** Where the screen itself offers no way out, and why that is no dead end. */
  readonly exceptions: readonly Exception<State>[];
}

const nothingAsked = {step: 'idle', why: 'the host page has asked for nothing'};
const standsHere = (step: string, tag: string) => ({step, why: `<${tag}> stands here, with ways out of its own`});
const isOver = (step: string) => ({step, why: 'it is over: the host page has been told, and goes on'});
const isAside = (step: string) => ({step, why: 'the code field of <otp-verify> stands beside it, with its ways out'});

waysOutOf('otp-verify', {
  walked: () => verifyAlphabet.walked(),
  reduce: verify,
  screens: verifyScreen,
  exceptions: [nothingAsked, isOver('verified'), standsHere('cancelling', 'otp-cancel')],
});

waysOutOf('otp-enroll', {
  walked: enrollAlphabet.walked,
  reduce: enroll,
  screens: enrollScreen,
  exceptions: [
    nothingAsked,
    standsHere('proving', 'otp-verify'),
    standsHere('proving-account', 'otp-verify'),
    standsHere('synchronizing', 'otp-synchronize'),
  ],
});

waysOutOf('otp-list', {
  walked: listAlphabet.walked,
  reduce: list,
  screens: listScreen,
  exceptions: [
    nothingAsked,
    {...standsHere('adding', 'otp-enroll'), when: (state) => state.step === 'adding' && state.isReady},
    {
      step: 'failed',
      why: 'only the page’s developer can mend it; the button looks whether he has',
      when: (state) => state.step === 'failed' && isDeveloperProblem(state.problem),
    },
  ],
});

waysOutOf('otp-cancel', {
  walked: cancelAlphabet.walked,
  reduce: cancel,
  screens: cancelScreen,
  exceptions: [
    nothingAsked,
    standsHere('proving', 'otp-verify'),
    {
      step: 'dismissed',
      why: 'the customer has left already, and only the page’s developer can mend what kept it from starting',
      when: (state) => state.step === 'dismissed' && state.configProblem !== null,
    },
  ],
});

waysOutOf('otp-synchronize', {
  walked: synchronizeAlphabet.walked,
  reduce: synchronize,
  screens: synchronizeScreen,
  exceptions: [nothingAsked, standsHere('proving', 'otp-verify')],
});

waysOutOf('otp-device-code', {
  walked: deviceCodeAlphabet.walked,
  reduce: deviceCode,
  screens: deviceCodeScreen,
  exceptions: [nothingAsked, ...['looking', 'absent', 'superseded', 'disabled', 'handed'].map(isAside)],
});

/** What can be seen of a screen and pressed. */
interface Control {
  readonly name: string;
  readonly enabled: boolean;
  /** Leads to another screen, has the same one ask anew, tells the host page, or dials. */
  readonly leadsOut: boolean;
  /** Does anything at all. */
  readonly works: boolean;
}

interface Shown<State> {
  readonly state: State;
  readonly controls: readonly Control[];
}

function waysOutOf<State extends Stepping, Event>(name: string, flow: Flow<State, Event>): void {
  describe(`every state that <${name}> can come to`, function () {
    this.timeout(60_000);
    let states: readonly State[];
    before(() => void ({states} = flow.walked()));

    for (const language of ['vi', 'en'] as const)
      describe(language === 'vi' ? 'in Vietnamese' : 'in English', () => {
        let shown: readonly Shown<State>[];
        before(() => void (shown = showAll(flow, states, language)));

        it('has a way out that the customer sees and can press', () => {
          const closed = shown.filter((screen) => !isOpen(screen) && !exceptionOf(flow, screen.state));
          expect(closed.map(inWords)).to.deep.equal([]);
        });

        it('or is an exception that is needed, with its reason', () => {
          const needed = shown.filter((screen) => !isOpen(screen)).map(({state}) => exceptionOf(flow, state));
          expect(flow.exceptions.filter((exception) => !needed.includes(exception))).to.deep.equal([]);
        });

        it('offers nothing that does nothing', () => {
          const dead = shown.filter(({controls}) => controls.some(({enabled, works}) => enabled && !works));
          expect(dead.map(inWords)).to.deep.equal([]);
        });

        it('leaves no button and no link without a name', () => {
          const nameless = shown.filter(({controls}) => controls.some((control) => control.name === ''));
          expect(nameless.map(inWords)).to.deep.equal([]);
        });
      });
  });
}

const isOpen = ({controls}: Shown<unknown>) => controls.some(({leadsOut}) => leadsOut);
const exceptionOf = <State extends Stepping, Event>({exceptions}: Flow<State, Event>, state: State) =>
  exceptions.find(({step, when}) => step === state.step && (when?.(state) ?? true));
const inWords = ({state, controls}: Shown<Stepping>) =>
  `${JSON.stringify(state).slice(0, 300)} offers ${controls.map(({name}) => name).join(', ') || 'nothing'}`;

/** Every state in every setting; of those that are on one step and are drawn alike, one is looked at. */
function showAll<State extends Stepping, Event>(
  flow: Flow<State, Event>,
  states: readonly State[],
  language: Language,
): readonly Shown<State>[] {
  const {reduce, screens} = flow;
  const stage = onPage(document.createElement('div'));
  const root = stage.attachShadow({mode: 'open'});
  adoptStyles(root, [...sheetsOf(screens.styles)]);
  const kinds = new Map<string, Shown<State>>();
  for (const state of states) {
    const said: (Event | typeof HOST_PAGE)[] = [];
    for (const drawn of screens.render(state, language, (wish) => void said.push(wish))) {
      render(drawn, root);
      const controls = controlsIn(root).map((element) => lookAt(element, state, said, reduce));
      const kind = [state.step, exceptionOf(flow, state)?.why, controls];
      kinds.set(JSON.stringify(kind), {state, controls});
    }
  }
  return [...kinds.values()];
}

const sheetsOf = (styles: CSSResultGroup): readonly CSSResultOrNative[] =>
  Array.isArray(styles) ? styles.flatMap(sheetsOf) : [styles];

const controlsIn = (root: ShadowRoot): readonly HTMLElement[] =>
  [...root.querySelectorAll<HTMLElement>('button, a[href]')].filter((element) =>
    element.checkVisibility({visibilityProperty: true, opacityProperty: true}),
  );

function lookAt<State extends Stepping, Event>(
  element: HTMLElement,
  state: State,
  said: (Event | typeof HOST_PAGE)[],
  reduce: Flow<State, Event>['reduce'],
): Control {
  const name = (element.getAttribute('aria-label') ?? element.textContent).trim();
  if (element instanceof HTMLAnchorElement) {
    const leads = ['tel:', 'https:'].includes(element.protocol);
    return {name, enabled: true, leadsOut: leads, works: leads};
  }
  said.length = 0;
  element.click();
  const [wish] = said;
  if (wish === undefined) return {name, enabled: !element.matches(':disabled'), leadsOut: false, works: false};
  if (wish === HOST_PAGE) return {name, enabled: true, leadsOut: true, works: true};
  const [next] = reduce(state, wish);
  const leadsOut = next.step !== state.step || next.attempt !== state.attempt;
  return {name, enabled: true, leadsOut, works: next !== state};
}
