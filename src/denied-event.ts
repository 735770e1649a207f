import type {ApprovalReason, Challenge, Purpose} from './domain/contract.js';

/** `otp-denied`: the customer has rejected on their own device what this page asked for. */
export class OtpDeniedEvent extends Event {
  readonly account: string;
  readonly channel: string;
  readonly purpose: Purpose;
  /** `not-me`: the customer says that it was not they who asked. */
  readonly reason: ApprovalReason;

  constructor({account, channel, purpose}: Pick<Challenge, 'account' | 'channel' | 'purpose'>, reason: ApprovalReason) {
    super('otp-denied', {bubbles: true, composed: true});
    this.account = account;
    this.channel = channel;
    this.purpose = purpose;
    this.reason = reason;
  }
}
