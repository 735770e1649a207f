import {collect} from './collect.js';
import {request} from './request.js';

export {collect, request};

/** What only a page that sets `mode` or calls `request()` needs of `<otp-verify>`; loaded then. */
export interface PagePart {
  readonly collect: typeof collect;
  readonly request: typeof request;
}
