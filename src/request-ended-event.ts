import type {RequestEnd} from './flows/requests-state.js';

/** `otp-request-ended`: what another page asked of this device has come to its end here. */
export class OtpRequestEndedEvent extends Event {
  /** The challenge's id. */
  readonly request: string;
  /** `gone`: it ran out, or was answered elsewhere; `locked`: too many wrong numbers; else what the customer said. */
  readonly end: RequestEnd;

  constructor(request: string, end: RequestEnd) {
    super('otp-request-ended', {bubbles: true, composed: true});
    this.request = request;
    this.end = end;
  }
}
