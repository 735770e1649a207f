import {html, nothing} from 'lit';
import type {CodeFieldController} from '../../../controllers/code-field.js';
import type {DeviceCodeEffect, DeviceCodeEvent, DeviceCodeState} from '../../../flows/device-code-state.js';
import {formatWait} from '../../../i18n/language.js';
import {describeDeviceProblem} from '../../../i18n/messages/device.js';
import {describeProblem} from '../../../i18n/messages/problems.js';
import {primary, quiet} from '../buttons.js';
import {complaintOr, passwordForm} from '../password-form.js';
import {busy, calm, danger, silent, type Part, type Screens, type View} from '../screen.js';
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
  absent: ({problem}, {say}) => (wasNeverHere(problem) ? {} : {status: calm(say.deviceLacksAccount())}),
  superseded: (_, {say}) => ({status: calm(say.deviceSuperseded())}),
  disabled: (_, {say}) => ({status: danger(say.deviceUnusable())}),
  offered: (_, {say, send}) => ({actions: primary(say.useThisDevice(), () => send({type: 'use'}))}),
  asking: (state, view) => {
    const {say, send, field, submitPassword} = view;
    return {
      body: password(view, state.problem !== null),
      hint: say.unlockToUse(),
      status: askingStatus(state, view),
      actions: html`
        ${primary(say.unlockAndUse(), submitPassword, !field.isComplete)}
        ${state.list.passkey ? quiet(say.useBiometrics(), () => send({type: 'unlock', by: 'passkey'})) : nothing}
        ${back(view)}
      `,
    };
  },
  unlocking: (_, view) => ({
    body: password(view, false, true),
    hint: view.say.unlockToUse(),
    status: busy(view.say.unlocking()),
    actions: back(view),
  }),
  handed: () => ({}),
  waiting: ({since, until}, view) => ({
    status: {
      ...busy(view.say.autoWaiting(formatWait(until - view.now))),
      spoken: view.say.autoWaiting(formatWait(until - since)),
    },
    actions: back(view),
  }),
  making: (_, view) => ({status: busy(view.say.unlocking()), actions: back(view)}),
};

const back = ({say, send}: DeviceCodeView) => quiet(say.typeInstead(), () => send({type: 'back'}));

/** A page that may keep nothing was never the place for a list, so nothing is missing there. */
const wasNeverHere = (problem: At<'absent'>['problem']): boolean =>
  problem !== null && problem.code !== 'vault_damaged' && problem.code !== 'vault_missing';

const password = ({say, field, digits}: DeviceCodeView, invalid: boolean, isBusy = false): Part =>
  passwordForm({
    field,
    digits,
    label: say.password(),
    purpose: 'current-password',
    invalid,
    busy: isBusy,
  });

const askingStatus = ({problem}: At<'asking'>, view: DeviceCodeView) =>
  complaintOr(
    view,
    problem ? danger(describeDeviceProblem(problem, view.say) ?? describeProblem(problem, view.say)) : silent,
  );
