import {html} from 'lit';
import type {CodeFieldController} from '../../../controllers/code-field.js';
import type {DeviceCodeEffect, DeviceCodeEvent, DeviceCodeState} from '../../../flows/device-code-state.js';
import {formatWait} from '../../../i18n/language.js';
import {describeDeviceProblem} from '../../../i18n/messages/device.js';
import {describeProblem} from '../../../i18n/messages/problems.js';
import {leave, primary, quiet} from '../buttons.js';
import {complaintOr, passwordForm} from '../password-form.js';
import {busy, calm, danger, silent, type Part, type Screen, type Screens, type View} from '../screen.js';
import type {Status} from '../status-line.js';
import type {DeviceCodeTexts} from './texts.js';

/** The endpoint wants another code. Epoch milliseconds, endpoint time. */
export interface Refusal {
  /** Now. */
  readonly at: number;
  /** When the next code comes, if this one had been used. */
  readonly usedUntil: number | null;
}

/** Takes the code of this device. */
export type Fill = (code: string, onRefused: (refusal: Refusal) => void) => void;

export type DeviceCodeShared = View<DeviceCodeTexts, DeviceCodeEvent>;

export interface DeviceCodeView extends DeviceCodeShared {
  readonly field: CodeFieldController;
  readonly digits: number;
  readonly submitPassword: () => void;
  /** Cancels KB-OTP, where that can be offered. */
  readonly cancel: (() => void) | null;
  /** Leaves the authentication screen. */
  readonly leave: () => void;
}

export interface DeviceCodeSchema {
  readonly state: DeviceCodeState;
  readonly event: DeviceCodeEvent;
  readonly effect: DeviceCodeEffect;
  readonly texts: DeviceCodeTexts;
  readonly view: DeviceCodeView;
}

type At<Step extends DeviceCodeState['step']> = Extract<DeviceCodeState, {readonly step: Step}>;

/** What the customer sees, reads and can do in each state; without a status there is no line for one. */
export const deviceCodeScreens: Screens<DeviceCodeState, DeviceCodeView> = {
  idle: () => ({}),
  looking: () => ({}),
  absent: (state, view) => (wasNeverHere(state) ? {} : lost(state, view, calm(view.say.deviceLacksAccount()))),
  superseded: (_, {say}) => ({status: calm(say.deviceSuperseded())}),
  disabled: (state, view) => lost(state, view, danger(view.say.deviceUnusable())),
  offered: (_, {say, send}) => ({actions: quiet(say.useThisDevice(), () => send({type: 'use'}))}),
  asking: (state, view) => ({
    body: password(view, state.problem !== null),
    hint: view.say.unlockToUse(),
    status: askingStatus(state, view),
    actions: html`${confirm(state, view)} ${ways(view, view.say.codeFromOtherDevice())}`,
  }),
  unlocking: (_, view) => ({
    body: password(view, false, true),
    hint: view.say.unlockToUse(),
    status: busy(view.say.unlocking()),
    actions: ways(view, view.say.codeFromOtherDevice()),
  }),
  handed: () => ({}),
  waiting: ({since, until}, view) => ({
    status: {
      ...busy(view.say.autoWaiting(formatWait(until - view.now))),
      spoken: view.say.autoWaiting(formatWait(until - since)),
    },
    actions: ways(view, view.say.typeInstead()),
  }),
  making: (_, view) => ({status: busy(view.say.unlocking()), actions: ways(view, view.say.typeInstead())}),
};

/** A page that may keep nothing was never the place for a list, so nothing is missing there. */
const wasNeverHere = ({problem}: At<'absent'>): boolean =>
  problem !== null && problem.code !== 'vault_damaged' && problem.code !== 'vault_missing';

/** What is wrong with this device's list comes before the field for a code, which the customer may not have. */
const isInTheWay = (state: At<'absent' | 'disabled'>, canCancel: boolean): boolean =>
  canCancel && !state.typing && !(state.step === 'absent' && wasNeverHere(state));

/** Whether it stands in place of the field for the code. */
export const standsForCode = (state: DeviceCodeState, canCancel: boolean): boolean =>
  state.step === 'absent' || state.step === 'disabled' ? isInTheWay(state, canCancel) : asks.has(state.step);

const asks = new Set<DeviceCodeState['step']>(['asking', 'unlocking', 'waiting', 'making']);

/** A list that is gone makes no code: to cancel KB-OTP is what helps (F3, F4). */
function lost(state: At<'absent' | 'disabled'>, view: DeviceCodeView, status: Status): Screen {
  const {say, cancel} = view;
  if (!cancel || !isInTheWay(state, true)) return {status};
  return {status, actions: html`${primary(say.cancelKbOtp(), cancel)} ${ways(view, say.codeFromOtherDevice())}`};
}

/** The ways out of what stands for the code: of the authentication screen, and to a code from elsewhere. */
const ways = ({say, send, leave: act}: DeviceCodeView, elsewhere: string): Part =>
  html`${leave(say.leave(), act)} ${quiet(elsewhere, () => send({type: 'back'}))}`;

/** Biometrics first, where this device has them. The last digit sends, except at the last try. */
const confirm = ({list}: At<'asking'>, {say, send, field, submitPassword}: DeviceCodeView): Part =>
  list.passkey && !field.isComplete
    ? primary(say.biometricsAndConfirm(), () => send({type: 'unlock', by: 'passkey'}))
    : primary(say.unlockAndUse(), submitPassword, !field.isComplete);

const password = ({say, field, digits}: DeviceCodeView, invalid: boolean, isBusy = false): Part =>
  passwordForm({
    field,
    digits,
    label: say.thisDeviceLabel(),
    purpose: 'current-password',
    invalid,
    busy: isBusy,
  });

const askingStatus = ({problem}: At<'asking'>, view: DeviceCodeView) =>
  complaintOr(
    view,
    problem ? danger(describeDeviceProblem(problem, view.say) ?? describeProblem(problem, view.say)) : silent,
  );
