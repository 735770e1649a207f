import {html, type TemplateResult} from 'lit';
import {findChannel} from '../../domain/channels.js';
import type {KbOtpElement} from '../internal/kb-otp-element.js';
import {stopHere} from '../internal/stop-here.js';
import type {Fill} from '../otp-device-code/view.js';
import type {At} from './view.js';

type Asking = At<'code' | 'resending' | 'submitting' | 'checking'>;

/** What the elements inside this one are given beside what they can read off it. */
export interface NestedParts {
  readonly host: KbOtpElement & {readonly messages: object};
  /** Takes this device's code, which goes straight to the endpoint: no event and no page is handed it. */
  readonly fill: Fill;
  readonly onAsking: (asking: boolean) => void;
  readonly onCancelled: () => void;
  readonly onKept: (event: Event) => void;
}

/** Whether the device that this channel stands on may be the one that makes the account's codes. */
export const mayMakeCode = ({challenge}: Pick<Asking, 'challenge'>): boolean =>
  challenge.kind === 'kb-otp' && findChannel(challenge.channel)?.makesCodes === true;

/** The code of this very device. The element stays while a code is judged, so that it can be used again. */
export const renderDeviceCode = (
  {step, account, status: {kbOtp, policy}}: Asking,
  {host, fill, onAsking}: NestedParts,
): TemplateResult => html`
  <otp-device-code
    ?hidden=${step !== 'code'}
    .account=${account}
    .channel=${host.channel}
    .endpoint=${host.endpoint}
    .timeout=${host.timeout}
    .credentials=${host.credentials}
    .getSessionToken=${host.getSessionToken}
    .messages=${host.messages}
    .device=${kbOtp.device?.id ?? null}
    .passwordDigits=${policy.passwordDigits}
    .fill=${fill}
    .onAsking=${onAsking}
  ></otp-device-code>
`;

/** What cancels KB-OTP, in place of the code; that it is done is for the host page to hear too. */
export const renderCancellation = (
  {account}: At<'cancelling'>,
  {host, onCancelled, onKept}: NestedParts,
): TemplateResult => html`
  <otp-cancel
    class="nested"
    .account=${account}
    .channel=${host.channel}
    .endpoint=${host.endpoint}
    .timeout=${host.timeout}
    .credentials=${host.credentials}
    .getSessionToken=${host.getSessionToken}
    .messages=${host.messages}
    @otp-cancelled=${onCancelled}
    @otp-dismissed=${onKept}
    @otp-step=${stopHere}
  ></otp-cancel>
`;
