import {waitFor, type Waiting, type WaitingParts} from '../elements/otp-list/waiting.js';

/** What asks for requests that wait for an approval; what shows them comes with the first, what scans where it can. */
export const waiting = (parts: WaitingParts): Waiting =>
  waitFor(parts, {
    requests: () => import('./otp-requests.js'),
    scan: () => import('./otp-scan.js'),
    push: () => import('./push.js'),
  });
