import {html, nothing, type TemplateResult} from 'lit';
import type {CodeFieldController} from '../../controllers/code-field.js';
import type {LiveCodes} from '../../controllers/live-codes.js';
import type {DeviceList} from '../../domain/device-list.js';
import {remedyOf, type Problem} from '../../domain/problems.js';
import type {ListEffect, ListEvent, ListNotice, ListState, ProvenTask} from '../../flows/list-state.js';
import {describeDeviceProblem} from '../../i18n/messages/device.js';
import {describeProblem} from '../../i18n/messages/problems.js';
import type {Biometrics} from '../../ports/vault.js';
import {leave, primary, quiet} from '../internal/buttons.js';
import {destructive} from '../internal/destructive.js';
import {newPassword, repeatedPassword} from '../internal/new-password.js';
import {complaintOr, passwordForm, type PasswordForm} from '../internal/password-form.js';
import {remedy, remedyOrLeave} from '../internal/remedy.js';
import {isProven} from '../../flows/list.js';
import {busy, calm, danger, heading, silent, success, type Part, type Screens, type View} from '../internal/screen.js';
import {notBegun, type Status} from '../internal/status-line.js';
import {entries} from './entries.js';
import type {ListTexts} from './texts.js';

export type ListShared = View<ListTexts, ListEvent>;

export interface ListView extends ListShared {
  /** Where a KB-OTP password is typed, and how many digits it has. */
  readonly field: CodeFieldController;
  readonly digits: number;
  readonly submitPassword: () => void;
  readonly codes: LiveCodes;
  readonly copy: (account: string) => void;
  /** The account whose code was copied last. */
  readonly copied: string | null;
  /** The host has said which accounts may be added, and this channel is one for registering. */
  readonly canAdd: boolean;
  readonly biometrics: Biometrics;
  /** Whether the browser has promised to keep the list; null before that is known. */
  readonly isKept: boolean | null;
  readonly keep: () => void;
  /** Whether the code of an account is seen: codes may be kept from the eyes of others until they are asked for. */
  readonly isRevealed: (account: string) => boolean;
  readonly reveal: (account: string) => void;
  /** Unlocks that are left until the endpoint has heard of the last one; null when it has. */
  readonly unconfirmed: number | null;
  /** Wrong passwords and codes since the last unlock that were somebody else's, as far as is known; 0 for none. */
  readonly failedAttempts: number;
  /** The box is ticked without which the list is not deleted. */
  readonly understood: boolean;
  readonly understand: (understood: boolean) => void;
  /** Registers accounts, in place. */
  readonly registration: () => TemplateResult;
  /** Starts over, locked. */
  readonly restart: () => void;
}

export interface ListSchema {
  readonly state: ListState;
  readonly event: ListEvent;
  readonly effect: ListEffect;
  readonly texts: ListTexts;
  readonly view: ListView;
}

type At<Step extends ListState['step']> = Extract<ListState, {readonly step: Step}>;

/** What the customer sees, reads and can do in each state. */
export const listScreens: Screens<ListState, ListView> = {
  idle: (_, {say}) => ({status: notBegun(say.listLoading())}),
  loading: (_, {say, restart}) => ({status: busy(say.listLoading()), actions: quiet(say.retry(), restart)}),
  empty: (_, {say, send, canAdd, restart}) => ({
    status: calm(say.listEmpty()),
    actions: canAdd ? primary(say.addAccount(), () => send({type: 'add'})) : quiet(say.retry(), restart),
  }),
  locked: ({list, problem}, view) => ({
    body: unlockForm(view, {invalid: problem !== null}),
    hint: accountsOf(list),
    status: complaintOr(view, problemStatus(problem, view)),
    actions: html`${unlock(list, view, problem)} ${quiet(view.say.forgot(), () => view.send({type: 'forget'}))}`,
  }),
  unlocking: ({list}, view) => ({
    body: unlockForm(view, {invalid: false, busy: true}),
    hint: accountsOf(list),
    status: busy(view.say.unlocking()),
    actions: back(view),
    help: html`<div class="ghost" inert>
      ${entries(list.entries, view, false)} ${health(view)}
      <div class="actions">${openActions(list, view)}</div>
    </div>`,
  }),
  disabled: (_, {say, send}) => ({
    status: danger(say.deviceDisabled()),
    actions: primary(say.resetPassword(), () => send({type: 'forget'})),
  }),
  open: (state, view) => ({
    body: html`${openList(
      state.list,
      {...view, copied: state.notice.type === 'copied' ? state.notice.account : null},
      true,
    )}
    ${offerPasskey(state, view)} ${state.notice.type === 'not-kept' ? nothing : health(view)}`,
    status: noticeStatus(state.notice, view.say),
    actions: openActions(state.list, view),
  }),
  adding: ({isReady}, view) => ({
    ...(isReady ? {body: view.registration()} : {status: busy(view.say.working()), actions: back(view)}),
  }),
  'confirming-removal': ({list, account}, view) => {
    const {say, send} = view;
    const label = list.entries.find((entry) => entry.account === account)?.accountLabel ?? '';
    return {
      body: html`${heading(say.removeAccount(label))}
        <p>${say.removeConsequence()}</p>`,
      status: silent,
      actions: destructive(say.removeConfirm(), () => send({type: 'remove'}), wayBack(view)),
    };
  },
  proving: ({list, task, problem}, view) => ({
    body: presentPassword(view, {invalid: problem !== null}),
    hint: provenFor[task](view.say),
    status: complaintOr(view, problemStatus(problem, view)),
    actions: html`${enter(view)} ${back(view)} ${byPasskey(list, view, view.say.proveByPasskey())}`,
  }),
  checking: ({task}, view) => ({
    body: presentPassword(view, {invalid: false, busy: true}),
    hint: provenFor[task](view.say),
    status: busy(view.say.working()),
    actions: back(view),
  }),
  'offering-passkey': (_, view) => ({
    body: html`${heading(view.say.addPasskey())}
      <p>${view.say.passkeyNext()}</p>`,
    status: silent,
    actions: html`${primary(view.say.addPasskey(), () => addPasskey(view))} ${back(view)}`,
  }),
  'creating-password': ({refusals}, view) => ({
    ...newPassword(view, refusals),
    actions: html`${enter(view)} ${back(view)}`,
  }),
  'confirming-password': ({mismatch}, view) => ({
    ...repeatedPassword(view, mismatch),
    actions: html`${enter(view)} ${back(view)}`,
  }),
  working: ({list}, view) => ({
    body: openList(list, view, false),
    status: busy(view.say.working()),
    actions: quiet(view.say.lockList(), () => view.send({type: 'lock'})),
  }),
  forgot: (state, view) => ({
    body: forgot(state, view),
    status: problemStatus(state.problem, view),
    actions: forgotActions(state, view),
  }),
  resetting: (_, view) => ({status: busy(view.say.resetting()), actions: back(view)}),
  'reset-done': ({cleaned}, {say, page, restart}) =>
    cleaned
      ? {
          status: success(say.resetDoneTitle()),
          sequel: html`<p>${say.resetDone()}</p>`,
          actions: html`${primary(say.signInAgain(), page.signIn)} ${leave(say.back(), restart)}`,
        }
      : {status: danger(say.resetNotCleaned()), actions: primary(say.retry(), restart)},
  failed: ({problem}, view) => ({
    status: danger(describe(problem, view.say)),
    actions: failedActions(problem, view),
  }),
};

const wayBack = ({say, send}: ListView) => [say.back(), () => send({type: 'back'})] as const;
const back = (view: ListView) => leave(...wayBack(view));

const enter = ({say, field, submitPassword}: ListView, text = say.continue()) =>
  primary(text, submitPassword, !field.isComplete);

/** Biometrics first, where this device has them and they still open the list: one main action, whatever is typed. */
const unlock = ({passkey}: DeviceList, view: ListView, problem: Problem | null): Part => {
  const {say, send, field} = view;
  return passkey && !field.isComplete && problem?.code !== 'passkey_changed'
    ? primary(say.unlockPasskey(), () => send({type: 'unlock', by: 'passkey'}))
    : enter(view, say.unlock());
};

const byPasskey = ({passkey}: DeviceList, {send}: ListView, text: string): Part =>
  passkey ? quiet(text, () => send({type: 'unlock', by: 'passkey'})) : nothing;

const addPasskey = ({send, biometrics, now}: ListView) =>
  send({type: 'add-passkey', now, problem: biometrics === 'not-set-up' ? {code: 'passkey_not_set_up'} : null});

/** Stays as long as the list is open, whatever is done with it. */
const alert = (text: string): Part => html`<p class="notice" part="notice" role="alert">${text}</p>`;

const openList = ({entries: all}: DeviceList, view: ListView, idle: boolean): Part => html`
  ${heading(view.say.listTitle())}
  ${view.failedAttempts > 0 ? alert(view.say.failedAttempts(view.failedAttempts)) : nothing}
  ${view.unconfirmed === null ? nothing : alert(view.say.unconfirmed(view.unconfirmed))} ${entries(all, view, idle)}
`;

const offer = (text: unknown, button: Part): Part =>
  html`<div class="offer" part="offer">
    <p>${text}</p>
    ${button}
  </div>`;

/** Right after registering the password that was typed then is proof enough. */
const offerPasskey = (state: At<'open'>, view: ListView): Part =>
  view.biometrics === 'here' && !state.list.passkey && isProven(state, view.now)
    ? offer(
        html`<strong>${view.say.biometricsOffer()}</strong> ${view.say.biometricsOfferHint()}`,
        quiet(view.say.addPasskey(), () => addPasskey(view)),
      )
    : nothing;

/** A browser that has not promised to keep the list may clear it: when space is short, or nobody comes for a week. */
const health = ({say, isKept, keep}: ListView): Part =>
  isKept === false ? offer(say.storageMayClear(), quiet(say.storageKeep(), keep)) : nothing;

const openActions = (list: DeviceList, view: ListView): Part => {
  const {say, send, canAdd} = view;
  return html`
    ${quiet(say.lockList(), () => send({type: 'lock'}))}
    ${canAdd ? quiet(say.addAccount(), () => send({type: 'add'})) : nothing}
    <details class="menu">
      <summary class="quiet-action" part="action">${say.settings()}</summary>
      ${quiet(say.changePassword(), () => send({type: 'change-password'}))} ${passkeyAction(list, view)}
    </details>
  `;
};

/** Biometrics are offered only where they can be had. */
function passkeyAction({passkey}: DeviceList, view: ListView): Part {
  const {say, send, biometrics} = view;
  if (passkey) return quiet(say.removePasskey(), () => send({type: 'remove-passkey'}));
  return biometrics === 'not-here' ? nothing : quiet(say.addPasskey(), () => addPasskey(view));
}

type Look = Pick<PasswordForm, 'invalid' | 'busy'>;

const accountsOf = ({entries: all}: DeviceList): string => all.map(({accountLabel}) => accountLabel).join(' · ');

const unlockForm = ({field, digits, say}: ListView, look: Look): Part =>
  html`${heading(say.listTitle())}
  ${passwordForm({field, digits, label: say.password(), purpose: 'current-password', ...look})}`;

const provenFor: Readonly<Record<ProvenTask, (say: ListTexts) => string>> = {
  password: (say) => say.provePassword(),
  passkey: (say) => say.provePasskey(),
};

const presentPassword = ({field, digits, say}: ListView, look: Look): Part =>
  passwordForm({field, digits, label: say.passwordPresent(), purpose: 'current-password', ...look});

const describe = (problem: Problem, say: ListTexts) =>
  describeDeviceProblem(problem, say) ?? describeProblem(problem, say);

const problemStatus = (problem: Problem | null, {say}: ListView): Status =>
  problem ? danger(describe(problem, say)) : silent;

const done: Readonly<
  Record<
    Exclude<ListNotice['type'], 'none' | 'copied' | 'problem' | 'not-copied' | 'not-kept'>,
    (say: ListTexts) => string
  >
> = {
  kept: (say) => say.storageKept(),
  removed: (say) => say.removed(),
  'password-changed': (say) => say.passwordChanged(),
  'passkey-added': (say) => say.passkeyAdded(),
  'passkey-removed': (say) => say.passkeyRemoved(),
};

function noticeStatus(notice: ListNotice, say: ListTexts): Status {
  if (notice.type === 'none') return silent;
  // The eye reads it beside the code.
  if (notice.type === 'copied') return {...silent, spoken: say.copied()};
  if (notice.type === 'not-copied') return danger(say.notCopied());
  if (notice.type === 'not-kept') return calm(say.storageNotKept());
  if (notice.type === 'problem') return danger(describe(notice.problem, say));
  return success(done[notice.type](say));
}

const forgot = ({list, asked}: At<'forgot'>, view: ListView): Part => html`
  ${heading(view.say.forgotTitle())}
  <p>${view.say.forgotWarning()}</p>
  <ul class="doomed">
    ${list.entries.map(({accountLabel}) => html`<li><bdi>${accountLabel}</bdi></li>`)}
  </ul>
  ${asked === 2 ? secondQuestion(view) : nothing}
`;

const secondQuestion = ({say, understood, understand}: ListView): Part => html`
  <p class="notice" part="notice">${say.forgotSure()}</p>
  <p>${say.forgotKeeps()}</p>
  <label class="tick">
    <input
      type="checkbox"
      .checked=${understood}
      @change=${({target}: Event) => understand((target as HTMLInputElement).checked)}
    />
    <span>${say.forgotTick()}</span>
  </label>
`;

function forgotActions({asked}: At<'forgot'>, view: ListView): Part {
  const {say, send, understood} = view;
  const forget = () => send({type: 'forget'});
  if (asked === 1) return html`${primary(say.continue(), forget)} ${back(view)}`;
  return destructive(say.forgotConfirm(), forget, wayBack(view), !understood);
}

/** Where nothing here helps there is still the list itself to go back to. */
function failedActions(problem: Problem, view: ListView): Part {
  const {say, send, restart} = view;
  const toList = [say.back(), restart] as const;
  if (problem.code === 'vault_damaged') {
    return destructive(say.discardDamaged(), () => send({type: 'discard-damaged'}), toList);
  }
  if (problem.code.startsWith('storage_')) return primary(say.retry(), restart);
  if (problem.code === 'vault_missing') return primary(say.continue(), restart);
  const actions = {retry: restart, leave: restart};
  const isEnough = remedyOf(problem) === 'retry' && problem.retryAt === undefined;
  return isEnough ? remedy(problem, view, actions) : remedyOrLeave(problem, view, actions, say.back());
}
