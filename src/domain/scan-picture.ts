import type {ScanPicture} from './contract.js';
import {object, text, timestamp} from './shapes.js';

/** What a page shows for the customer's own device to scan. Its text is for that device: nobody else reads it. */
export const isScanPicture = object<ScanPicture>({
  text: text(/^(?=.{0,900}$)[\w-]+\.[\w-]+\.[\w-]{86}$/),
  renewAt: timestamp,
  expiresAt: timestamp,
  serverTime: timestamp,
});
