/** The screens of each flow without their elements: what a state offers, and what pressing it says to the flow. */
import {html, LitElement, nothing, type CSSResultGroup, type TemplateResult} from 'lit';
import {CodeFieldController} from '../../../src/controllers/code-field.js';
import {LiveCodes} from '../../../src/controllers/live-codes.js';
import type {Language} from '../../../src/domain/language.js';
import {isDeveloperProblem} from '../../../src/domain/problems.js';
import {OtpCancel} from '../../../src/elements/otp-cancel/otp-cancel.js';
import {cancelScreens, type CancelView} from '../../../src/elements/otp-cancel/screens.js';
import {cancelTexts} from '../../../src/elements/otp-cancel/texts.js';
import {OtpDeviceCode} from '../../../src/elements/internal/otp-device-code/otp-device-code.js';
import {deviceCodeScreens, type DeviceCodeView} from '../../../src/elements/internal/otp-device-code/screens.js';
import {deviceCodeTexts} from '../../../src/elements/internal/otp-device-code/texts.js';
import {OtpEnroll} from '../../../src/elements/otp-enroll/otp-enroll.js';
import {enrollScreens, type EnrollView} from '../../../src/elements/otp-enroll/screens.js';
import {enrollTexts} from '../../../src/elements/otp-enroll/texts.js';
import {OtpList} from '../../../src/elements/otp-list/otp-list.js';
import {listScreens, type ListView} from '../../../src/elements/otp-list/screens.js';
import {listTexts} from '../../../src/elements/otp-list/texts.js';
import {OtpSynchronize} from '../../../src/elements/internal/otp-synchronize/otp-synchronize.js';
import {synchronizeScreens, type SynchronizeView} from '../../../src/elements/internal/otp-synchronize/screens.js';
import {synchronizeTexts} from '../../../src/elements/internal/otp-synchronize/texts.js';
import type {NestedParts} from '../../../src/elements/otp-verify/nested.js';
import {OtpVerify} from '../../../src/elements/otp-verify/otp-verify.js';
import {verifyScreens, type VerifyView} from '../../../src/elements/otp-verify/screens.js';
import {verifyTexts} from '../../../src/elements/otp-verify/texts.js';
import {screenOf, type Screen, type Screens as Table, type View} from '../../../src/elements/internal/screen.js';
import type {CancelEvent, CancelState} from '../../../src/flows/cancel-state.js';
import type {DeviceCodeEvent, DeviceCodeState} from '../../../src/flows/device-code-state.js';
import type {EnrollEvent, EnrollState} from '../../../src/flows/enroll-state.js';
import type {ListEvent, ListState} from '../../../src/flows/list-state.js';
import type {SynchronizeEvent, SynchronizeState} from '../../../src/flows/synchronize-state.js';
import type {VerifyEvent, VerifyState} from '../../../src/flows/verify-state.js';
import {localize} from '../../../src/i18n/language.js';
import {asRead} from '../../../src/testing/customer/screen.js';
import {now} from '../../support/samples.js';

/** What the host page is told, not the flow. */
export const HOST_PAGE = 'the host page';

/** A screen in each of its settings: what is around the flow may offer more, or less. */
export interface Screens<State, Event> {
  readonly styles: CSSResultGroup;
  /** @param wish takes what pressing something says */
  readonly render: (
    state: State,
    language: Language,
    wish: (said: Event | typeof HOST_PAGE) => void,
  ) => TemplateResult[];
}

/** Owns the controllers that a view reads: nothing is typed, and no code is there yet. */
class Owner extends LitElement {
  readonly field = new CodeFieldController(this, {onComplete: () => undefined, onEnter: () => undefined});
  readonly codes = new LiveCodes(this);
}
customElements.define('owner-of-controllers', Owner);
const {field, codes} = new Owner();
export {field};

/** What is the page's to do. */
const page = (wish: (said: typeof HOST_PAGE) => void) => ({
  signIn: () => wish(HOST_PAGE),
  reload: () => wish(HOST_PAGE),
});

/** The least that a table of screens is given. */
const shared = <Texts, Event>(
  say: Texts,
  language: Language,
  wish: (said: Event | typeof HOST_PAGE) => void,
): View<Texts, Event> => ({say, language, now, wholeWait: () => 60_000, send: wish, page: page(wish)});

const drawn = ({body = nothing, sequel = nothing, actions = nothing}: Screen): TemplateResult =>
  card(html`${body} ${sequel}`, actions);

/** Screens of a table, in each of their settings. */
const tabled = <State extends {readonly step: string}, Event, FlowView>(
  styles: CSSResultGroup,
  table: Table<State, FlowView>,
  views: (state: State, language: Language, wish: (said: Event | typeof HOST_PAGE) => void) => readonly FlowView[],
): Screens<State, Event> & {readonly text: (state: State, language?: Language) => string} => ({
  styles,
  render: (state, language, wish) => views(state, language, wish).map((view) => drawn(screenOf(table, state, view))),
  text: (state, language = 'vi') => {
    const [view] = views(state, language, () => undefined);
    return view === undefined ? '' : asRead(screenOf(table, state, view).status?.text ?? '');
  },
});

const settings = [false, true];
const nested = () => html``;
const card = (screen: unknown, actions: unknown): TemplateResult =>
  html`<section class="card">
    ${screen}
    <div class="actions">${actions}</div>
  </section>`;

export const cancelScreen = tabled<CancelState, CancelEvent, CancelView>(
  OtpCancel.styles,
  cancelScreens,
  (_, language, wish) =>
    settings.map((enrolls) => ({
      ...shared(localize(cancelTexts, language), language, wish),
      enrolls,
      enroll: () => wish(HOST_PAGE),
      done: () => wish(HOST_PAGE),
      proof: nested,
    })),
);

/** The password as the element takes it over from the field: acceptable, and the same both times. */
const submitted = ({step}: EnrollState): EnrollEvent => {
  if (step === 'creating-password') return {type: 'choose-password', refusals: []};
  return step === 'confirming-password' ? {type: 'confirm-password', matches: true} : {type: 'enter-password'};
};

export const enrollScreen = tabled<EnrollState, EnrollEvent, EnrollView>(
  OtpEnroll.styles,
  enrollScreens,
  (state, language, wish) => [
    {
      ...shared(localize(enrollTexts, language), language, wish),
      field,
      digits: 6,
      chosen: [],
      toggleAccount: () => undefined,
      submitPassword: () => wish(submitted(state)),
      openList: () => wish(HOST_PAGE),
      termsUrl: 'https://broker.example/terms',
      channelUrls: {'m-able': 'https://app.example/m-able', 'kb-mobile-ds': 'https://app.example/ds'},
      appCode: () => html`<svg class="qr" part="qr"></svg>`,
      proof: nested,
      synchronization: nested,
    },
  ],
);

/** The element starts over with what keeps it from starting, if that is still there. */
const startedOver = (state: ListState): ListEvent => ({
  type: 'start',
  configProblem: state.step === 'failed' && isDeveloperProblem(state.problem) ? state.problem : null,
});

export const listScreen = tabled<ListState, ListEvent, ListView>(OtpList.styles, listScreens, (state, language, wish) =>
  settings.map((canAdd) => ({
    ...shared(localize(listTexts, language), language, wish),
    field,
    digits: 6,
    submitPassword: () => wish({type: 'unlock', by: 'password'}),
    codes,
    copied: null,
    copy: (account) => wish({type: 'copied', account}),
    canAdd,
    biometrics: 'here',
    isKept: false,
    keep: () => wish({type: 'kept', ok: true}),
    isRevealed: () => canAdd,
    reveal: () => wish(HOST_PAGE),
    unconfirmed: null,
    failedAttempts: 0,
    understood: true,
    understand: () => wish(HOST_PAGE),
    registration: nested,
    restart: () => wish(startedOver(state)),
  })),
);

export const synchronizeScreen = tabled<SynchronizeState, SynchronizeEvent, SynchronizeView>(
  OtpSynchronize.styles,
  synchronizeScreens,
  (_, language, wish) => [
    {...shared(localize(synchronizeTexts, language), language, wish), done: () => wish(HOST_PAGE), proof: nested},
  ],
);

export const deviceCodeScreen = tabled<DeviceCodeState, DeviceCodeEvent, DeviceCodeView>(
  OtpDeviceCode.styles,
  deviceCodeScreens,
  (_, language, wish) => [
    {
      ...shared(localize(deviceCodeTexts, language), language, wish),
      field,
      digits: 6,
      submitPassword: () => wish({type: 'unlock', by: 'password'}),
      cancel: () => wish(HOST_PAGE),
      leave: () => wish(HOST_PAGE),
    },
  ],
);

const codeSettings = [
  {deviceFirst: false, autoSubmit: false, compact: false},
  {deviceFirst: false, autoSubmit: true, compact: false},
  {deviceFirst: null, autoSubmit: false, compact: false},
  {deviceFirst: false, autoSubmit: false, compact: true},
];

/** The elements inside are not defined here, so they show nothing and read nothing. */
const parts = {host: {}} as unknown as NestedParts;

export const verifyScreen = tabled<VerifyState, VerifyEvent, VerifyView>(
  OtpVerify.styles,
  verifyScreens,
  (state, language, wish) =>
    codeSettings.map((setting) => ({
      ...shared(localize(verifyTexts, language), language, wish),
      asked: 'challenge' in state ? state : null,
      ...setting,
      field,
      nested: parts,
      late: [],
    })),
);
