import {html, type TemplateResult} from 'lit';
import {findChannel, rulesOf} from '../../domain/channels.js';
import {cancellable} from '../../flows/verify-cancellable.js';
import type {VerifyState} from '../../flows/verify-state.js';
import type {Fill} from '../internal/otp-device-code/screens.js';
import {connectedAs, type Around} from '../internal/nested.js';

type At<Step extends VerifyState['step']> = Extract<VerifyState, {readonly step: Step}>;
type WithChallenge = At<'code' | 'resending' | 'submitting' | 'checking'>;

/** What was asked, and how the account stood then. */
export type Asked = Pick<WithChallenge, 'challenge' | 'status'>;

/** What the elements inside this one are given beside what they can read off it. */
export interface NestedParts {
  readonly host: Around;
  /** Takes this device's code, which goes straight to the endpoint: no event and no page is handed it. */
  readonly fill: Fill;
  readonly onAsking: (asking: boolean) => void;
  readonly isTyping: () => boolean;
  readonly onLeave: () => void;
  readonly onCancel: () => void;
  readonly onCancelled: () => void;
  readonly onKept: (event: Event) => void;
}

/** Whether a device that this channel stands on may make codes. */
export const makesCodes = (channel: string): boolean => findChannel(channel)?.makesCodes === true;

/** Whether it may be the one that makes the account's codes. */
export const mayMakeCode = ({challenge, status}: Asked): boolean =>
  challenge.kind === 'kb-otp' && rulesOf(status)?.makesCodes === true;

/** Whether the customer's own device may read it off the page, in the one way of signing that is known here. */
export const isScannable = ({challenge}: Pick<Asked, 'challenge'>): boolean =>
  'scannable' in challenge && challenge.scannable === 'ES256';

/** The code of this very device. The element stays while a code is judged, so that it can be used again. */
export const deviceCode = (
  state: WithChallenge,
  {host, fill, onAsking, isTyping, onLeave, onCancel}: NestedParts,
  isLooking: boolean,
): TemplateResult => {
  const {
    step,
    account,
    challenge,
    status: {kbOtp, policy},
  } = state;
  return html`
    <otp-device-code
      ${connectedAs(host)}
      ?hidden=${step !== 'code' || isLooking}
      .account=${account}
      .device=${kbOtp.device?.id ?? null}
      .challenge=${challenge}
      .passwordDigits=${policy.passwordDigits}
      .fill=${fill}
      .onAsking=${onAsking}
      .isTyping=${isTyping}
      .onLeave=${onLeave}
      .canCancel=${cancellable(state) !== null}
      .onCancel=${onCancel}
      .tellsRequests=${host.density === null}
    ></otp-device-code>
  `;
};

/** What cancels KB-OTP, in place of the code; that it is done is for the host page to hear too. */
export const cancellation = ({account}: At<'cancelling'>, {host, onCancelled, onKept}: NestedParts): TemplateResult =>
  html`<otp-cancel
    ${connectedAs(host)}
    class="nested"
    .account=${account}
    @otp-cancelled=${onCancelled}
    @otp-dismissed=${onKept}
  ></otp-cancel>`;
