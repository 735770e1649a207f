/** What is loaded when a customer or a page needs it, as `<otp-verify>` calls it. */
export type {ApprovingPart} from './approving.js';
export type {CoveringPart} from './covering.js';
export type {PagePart} from './page-part.js';
export type {ScanningPart} from './scanning.js';
