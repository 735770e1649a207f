import {html, nothing, type TemplateResult} from 'lit';
import type {CodeFieldController} from '../../controllers/code-field.js';
import {channels, type Channel} from '../../domain/channels.js';
import {maskAccount} from '../../domain/masks.js';
import type {Problem} from '../../domain/problems.js';
import {openAccounts} from '../../flows/enroll.js';
import type {EnrollEffect, EnrollEvent, EnrollState} from '../../flows/enroll-state.js';
import {leave, primary, quiet} from '../internal/buttons.js';
import {isAddress, link} from '../internal/link.js';
import {newPassword, repeatedPassword} from '../internal/new-password.js';
import {complaintOr, passwordForm, type PasswordForm} from '../internal/password-form.js';
import type {QrCode} from '../internal/qr-code.js';
import {remedy} from '../internal/remedy.js';
import {busy, calm, danger, heading, silent, success, type Part, type Screens, type View} from '../internal/screen.js';
import {notBegun, type Status} from '../internal/status-line.js';
import {describe, describeFailure, phases, type EnrollTexts} from './texts.js';

export type EnrollShared = View<EnrollTexts, EnrollEvent>;

export interface EnrollView extends EnrollShared {
  readonly field: CodeFieldController;
  /** Of the KB-OTP password, as the endpoint's policy says. */
  readonly digits: number;
  /** The accounts that are ticked. */
  readonly chosen: readonly string[];
  readonly toggleAccount: (account: string) => void;
  readonly submitPassword: () => void;
  /** Tells the host page that the customer wants to see the list. */
  readonly openList: () => void;
  /** The authentication screen that proves the customer by the previous method; the first account if none is named. */
  readonly proof: (account?: string) => TemplateResult;
  /** Where the terms are read, and where each channel is opened, as far as the host says. */
  readonly termsUrl: string;
  readonly channelUrls: Readonly<Record<string, string>>;
  /** Draws a QR code that opens an app on a phone, where this is not one; its place alone before it is there. */
  readonly appCode: QrCode['draw'] | null;
  /** What synchronizes the derivatives trading account. */
  readonly synchronization: () => TemplateResult;
}

export interface EnrollSchema {
  readonly state: EnrollState;
  readonly event: EnrollEvent;
  readonly effect: EnrollEffect;
  readonly texts: EnrollTexts;
  readonly view: EnrollView;
}

type At<Step extends EnrollState['step']> = Extract<EnrollState, {readonly step: Step}>;

/** What the customer sees, reads and can do in each state. */
export const enrollScreens: Screens<EnrollState, EnrollView> = {
  idle: (_, {say}) => ({status: notBegun(say.enrollLoading())}),
  loading: (_, view) => ({status: busy(view.say.enrollLoading()), actions: dismiss(view)}),
  'wrong-channel': (_, view) => ({
    body: html`${heading(view.say.enrollTitle())}
      <p>${view.say.wrongChannel()}</p>
      <p class="hint">${view.say.wrongChannelSteps()}</p>
      ${apps(view)}`,
    status: silent,
    actions: dismiss(view),
  }),
  synchronizing: (_, view) => ({body: view.synchronization()}),
  'already-here': (_, view) => ({
    status: success(view.say.alreadyHere()),
    actions: html`${openList(view)} ${dismiss(view)}`,
  }),
  terms: (state, view) => ({
    body: terms(state, view),
    status: silent,
    actions: html`${primary(view.say.agree(), () => view.send({type: 'accept-terms'}))} ${dismiss(view)}`,
  }),
  proving: (_, view) => ({body: view.proof()}),
  'stepping-up': (_, view) => ({status: busy(view.say.steppingUp()), actions: dismiss(view)}),
  'choosing-accounts': (state, view) => {
    const {say, send, chosen} = view;
    const next = () => send({type: 'choose-accounts', accounts: chosen});
    return {
      body: accountsToChoose(state, view),
      status: silent,
      actions: html`${primary(say.continue(), next, chosen.length === 0)} ${dismiss(view)}`,
    };
  },
  'checking-proofs': (_, view) => ({status: busy(view.say.enrollLoading()), actions: dismiss(view)}),
  'needing-proofs': (state, view) => {
    const {say, send} = view;
    const isChoice = openAccounts(state).length > 1;
    return {
      body: accountsToProve(state, view),
      status: silent,
      actions: html`${primary(say.continue(), () => send({type: 'prove-accounts'}))} ${dismiss(view)}
      ${isChoice ? quiet(say.chooseAgain(), () => send({type: 'choose-again'})) : nothing}`,
    };
  },
  'proving-account': ({account}, {say, proof}) => ({
    body: html`${heading(html`<bdi>${say.ownProofOf(maskAccount(account))}</bdi>`)} ${proof(account)}`,
  }),
  'creating-password': ({refusals}, view) => ({
    ...newPassword(view, refusals),
    actions: html`${enter(view)} ${dismiss(view)}`,
  }),
  'confirming-password': ({mismatch}, view) => ({
    ...repeatedPassword(view, mismatch),
    actions: html`${enter(view)} ${dismiss(view)}
    ${quiet(view.say.passwordOther(), () => view.send({type: 'change-password'}))}`,
  }),
  'entering-password': ({problem}, view) => ({
    body: knownPassword(view, {invalid: problem !== null}),
    hint: view.say.enterPassword(),
    status: complaintOr(view, problemStatus(problem, view)),
    actions: html`${enter(view)} ${dismiss(view)}`,
  }),
  unlocking: (_, view) => ({
    body: knownPassword(view, {invalid: false, busy: true}),
    hint: view.say.enterPassword(),
    status: busy(view.say.unlocking()),
    actions: dismiss(view),
  }),
  activating: ({phase}, view) => ({status: busy(phases[phase](view.say)), actions: dismiss(view)}),
  resuming: ({problem}, view) => ({
    body: knownPassword(view, {invalid: problem !== null}),
    hint: view.say.resume(),
    status: complaintOr(view, problemStatus(problem, view)),
    actions: html`${enter(view)} ${dismiss(view)} ${quiet(view.say.abandon(), () => view.send({type: 'abandon'}))}`,
  }),
  'resuming-activation': ({phase}, view) => ({status: busy(phases[phase](view.say)), actions: dismiss(view)}),
  done: ({derivatives}, view) => ({
    status: success(view.say.enrolled()),
    actions: html`<p class="hint">${view.say.enrolledNext()}</p>
      ${derivatives ? html`<p class="hint">${view.say.enrolledDerivatives()}</p>` : nothing} ${openList(view)}
      ${derivatives ? channelLinks(view, synchronizing, view.say.synchronizeOpen) : nothing}`,
  }),
  failed: (state, view) => ({
    status: (state.problem.code === 'already_enrolled' ? calm : danger)(describeFailure(state, view.say)),
    actions: html`${wayOn(state, view)} ${dismiss(view)}`,
  }),
  dismissed: (_, view) => ({status: calm(view.say.enrollDismissed()), actions: register(view)}),
};

const enrolling = channels.filter(({enrolls}) => enrolls);
const synchronizing = channels.filter(({synchronizes}) => synchronizes);

const channelLinks = ({channelUrls}: EnrollView, to: readonly Channel[], text: (name: string) => string): Part =>
  html`${to.map(({id, name}) => link(text(name), channelUrls[id]))}`;

/** The app on this phone, or, for whoever sits at a desk, a code for the one in their hand. */
function apps(view: EnrollView): Part {
  const {say, channelUrls, appCode} = view;
  const app = appOf(channelUrls);
  return html`
    ${
      app && appCode
        ? html`<div class="scan">
            ${appCode(say.openAppByQr(app.name))}
            <p class="hint">${say.openAppByQr(app.name)}</p>
          </div>`
        : nothing
    }
    <div class="links">${channelLinks(view, enrolling, say.openApp)}</div>
  `;
}

/** The app that a QR code leads to. */
export const appOf = (urls: EnrollView['channelUrls']): Channel | undefined =>
  enrolling.find(({id}) => isAddress(urls[id]));

const dismiss = ({say, send}: EnrollView) => leave(say.dismiss(), () => send({type: 'dismiss'}));
const enter = ({say, field, submitPassword}: EnrollView) => primary(say.continue(), submitPassword, !field.isComplete);
const openList = ({say, openList: act}: EnrollView) => primary(say.openList(), act);
const register = ({say, send}: EnrollView) => primary(say.enrollTitle(), () => send({type: 'retry'}));
const tryAgain = ({say, send}: EnrollView) => primary(say.retry(), () => send({type: 'retry'}));

/** What is mended in the list, by registering anew, or by another try here, beside what stops every element. */
const waysOn: Partial<Record<Problem['code'], (view: EnrollView) => TemplateResult>> = {
  vault_damaged: openList,
  vault_missing: register,
  device_disabled: openList,
  wrong_password: openList,
  already_enrolled: openList,
  activation_invalid: register,
  enrolment_expired: register,
  enrolment_not_found: register,
  step_up_required: tryAgain,
  device_locked: tryAgain,
  storage_unavailable: tryAgain,
  storage_failed: tryAgain,
};

const wayOn = ({problem}: At<'failed'>, view: EnrollView): Part =>
  waysOn[problem.code]?.(view) ??
  remedy(problem, view, {retry: () => view.send({type: 'retry'}), leave: () => view.send({type: 'dismiss'})});

const problemStatus = (problem: Problem | null, {say}: EnrollView): Status =>
  problem ? danger(describe(problem, say)) : silent;

const knownPassword = ({field, digits, say}: EnrollView, look: Pick<PasswordForm, 'invalid' | 'busy'>): Part =>
  passwordForm({field, digits, label: say.password(), purpose: 'current-password', ...look});

const terms = ({status, elsewhere}: At<'terms'>, {say, language, termsUrl}: EnrollView): Part => {
  const previous = status.previousMethod ?? status.methods[0];
  return html`
    ${heading(say.enrollTitle())}
    <p class="account" part="account"><bdi>${say.account(status.accountLabel)}</bdi></p>
    ${elsewhere === null ? nothing : html`<p class="notice" part="notice"><bdi>${say.elsewhere(elsewhere)}</bdi></p>`}
    <p>${say.terms()}</p>
    ${previous ? html`<p class="hint">${say.termsChange(previous.label[language])}</p>` : nothing}
    ${link(say.termsLink(), termsUrl, '_blank')}
  `;
};

const accountsToChoose = ({request}: At<'choosing-accounts'>, {say, chosen, toggleAccount}: EnrollView): Part => html`
  <fieldset class="ticks" part="choices">
    <legend class="heading" part="heading">${say.chooseAccounts()}</legend>
    ${request.accounts.map(
      (account) => html`
        <label class="tick">
          <input type="checkbox" .checked=${chosen.includes(account)} @change=${() => toggleAccount(account)} />
          <bdi>${maskAccount(account)}</bdi>
        </label>
      `,
    )}
  </fieldset>
`;

const accountsToProve = ({missing}: At<'needing-proofs'>, {say}: EnrollView): Part => html`
  ${heading(say.ownProofs())}
  <ul class="choices" part="choices">
    ${missing.map((account) => html`<li><bdi>${maskAccount(account)}</bdi></li>`)}
  </ul>
  <p>${say.ownProofsHint()}</p>
`;
