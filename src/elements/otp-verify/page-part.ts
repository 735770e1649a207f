import {collect} from './collect.js';
import {OtpRequestError} from './request-error.js';
import {request} from './request.js';

export {collect, OtpRequestError, request};

/** What only a page that sets `mode` or calls `request()` needs of `<otp-verify>`; loaded then. */
export interface PagePart {
  readonly collect: typeof collect;
  readonly request: typeof request;
}
