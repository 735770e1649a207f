import {rulesOf} from '../../domain/channels.js';
import type {Grant} from '../../domain/contract.js';
import {OtpCancelledEvent, OtpEnrollRequestedEvent} from '../../events.js';
import {cancel, initialCancelState} from '../../flows/cancel.js';
import {cancelSheets} from '../../styles/method-sheets.js';
import {connectMethodsEndpoint} from '../../wiring/methods.js';
import {loadVaultList} from '../../wiring/vault-list.js';
import {FlowElement} from '../internal/flow-element.js';
import {proofIn} from '../internal/proof.js';
import {cancelCalls} from './calls.js';
import {cancelScreens, type CancelSchema, type CancelShared, type CancelView} from './screens.js';
import {cancelTexts} from './texts.js';

/**
 * Cancels KB-OTP: says what will happen, proves the customer by the account's previous method (or by KB-OTP, where
 * the phone is there), cancels, and takes the account out of this device's list. `<otp-verify>` opens it in place.
 *
 * @summary Cancel KB-OTP.
 * @tag otp-cancel
 * @tagname otp-cancel
 *
 * @fires {OtpCancelledEvent} otp-cancelled - The account is on its previous method again.
 * @fires {OtpEnrollRequestedEvent} otp-enroll-requested - The customer wants to register KB-OTP (again).
 * @fires {OtpDoneEvent} otp-done - The customer has read how it ended and wants on. Unless the page prevents the
 *   default, the element starts over.
 * @fires {OtpErrorEvent} otp-error - Something went wrong; `problem.code` says what. The customer has been told
 *   already.
 * @fires {OtpSessionExpiredEvent} otp-session-expired - The endpoint no longer knows the session.
 * @fires {OtpStepEvent} otp-step - The screen has changed.
 * @fires {OtpDismissedEvent} otp-dismissed - The customer has left; KB-OTP stays.
 *
 * @slot header - Above everything, for a title of the host's own.
 * @slot footer - At the very end.
 *
 * @csspart card - The whole element's box.
 * @csspart heading - Heading of a screen.
 * @csspart hint - What helps with what is asked for.
 * @csspart account - The masked account.
 * @csspart consequences - What will happen.
 * @csspart notice - What is left to do.
 * @csspart choices - List of accounts.
 * @csspart choice - One account.
 * @csspart status - The line that says how things stand.
 * @csspart icon - Icons of the status line.
 * @csspart actions - The row of actions.
 * @csspart primary - The main action.
 * @csspart destructive - What cancels KB-OTP.
 * @csspart action - A quiet action.
 */
export class OtpCancel extends FlowElement<CancelSchema> {
  static override styles = cancelSheets;

  protected override readonly flow = this.run({
    initial: initialCancelState,
    reduce: cancel,
    texts: cancelTexts,
    screens: cancelScreens,
    title: (say) => say.cancelTitle(),
    retry: {type: 'retry'},
    calls: cancelCalls(
      () => this.connectEndpoint(),
      () => connectMethodsEndpoint(this.askedEndpoint, this.connection()),
      loadVaultList,
    ),
    acts: {
      'emit-cancelled': ({account, cleaned}) => void this.dispatchEvent(new OtpCancelledEvent(account, cleaned)),
    },
    start: () => ({
      type: 'start',
      request: {accounts: this.accounts, channel: this.channel},
      configProblem: this.configProblem,
    }),
  });

  protected override view(shared: CancelShared): CancelView {
    const {send} = shared;
    const {state} = this.flow;
    const on = {proved: (grant: Grant) => send({type: 'proved', grant}), left: () => send({type: 'back'})};
    return {
      ...shared,
      enrolls: 'status' in state && rulesOf(state.status)?.enrolls === true,
      enroll: () => void this.dispatchEvent(new OtpEnrollRequestedEvent()),
      done: () => this.endsHere(),
      proof: (account) => proofIn(this, this.screenFocus, {purpose: 'cancel', account}, on),
    };
  }
}
