import {html, type TemplateResult} from 'lit';
import type {Grant, Purpose} from '../../domain/contract.js';
import type {OtpVerifiedEvent} from '../../events.js';
import type {KbOtpElement} from './kb-otp-element.js';
import {stopHere} from './stop-here.js';

export interface Proof {
  readonly purpose: Purpose;
  readonly account: string;
  readonly onProved: (grant: Grant) => void;
  /** The customer has left the authentication screen without a proof. */
  readonly onLeft: () => void;
}

/** The authentication screen itself inside another element, not a copy of it; its events stay in there. */
export const renderProof = (
  host: KbOtpElement & {readonly messages: object},
  {purpose, account, onProved, onLeft}: Proof,
): TemplateResult => html`
  <otp-verify
    class="nested"
    auto-submit
    purpose=${purpose}
    .endpoint=${host.endpoint}
    .account=${account}
    .channel=${host.channel}
    .timeout=${host.timeout}
    .credentials=${host.credentials}
    .getSessionToken=${host.getSessionToken}
    .messages=${host.messages}
    @otp-verified=${(event: OtpVerifiedEvent) => {
      event.stopPropagation();
      onProved(event.grant);
    }}
    @otp-dismissed=${(event: Event) => {
      event.stopPropagation();
      onLeft();
    }}
    @otp-step=${stopHere}
  ></otp-verify>
`;
