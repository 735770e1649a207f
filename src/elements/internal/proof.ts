import {html, type TemplateResult} from 'lit';
import type {Grant, Purpose} from '../../domain/contract.js';
import type {OtpVerifiedEvent} from '../../events.js';
import {connectedAs, type Around} from './nested.js';
import type {ScreenFocus} from './screen-focus.js';

/** What the element around makes of it. */
export interface ProofActions {
  readonly proved: (grant: Grant) => void;
  /** The customer has left without a proof. */
  readonly left: () => void;
}

/** The authentication screen itself inside another element, not a copy of it; its events stay in there. */
export const proofIn = (
  host: Around,
  focus: ScreenFocus,
  {purpose, account}: {readonly purpose: Purpose; readonly account: string},
  {proved, left}: ProofActions,
): TemplateResult => html`
  <otp-verify
    ${connectedAs(host)}
    class="nested"
    auto-submit
    purpose=${purpose}
    .account=${account}
    @otp-verified=${focus.afterNested(({grant}: OtpVerifiedEvent) => proved(grant))}
    @otp-dismissed=${focus.afterNested(left)}
  ></otp-verify>
`;
