import {isScanPicture} from '../../domain/scan-picture.js';
import type {ScanPictureEndpoint} from '../../ports/scan-picture-endpoint.js';
import type {Operations} from './operations.js';

/** What a page asks where the customer wants to scan what they sign. */
export const scanPictures: Operations<ScanPictureEndpoint> = {
  getScanPicture: {ask: (challenge) => [`challenges/${challenge}/scan`], fits: isScanPicture},
};
