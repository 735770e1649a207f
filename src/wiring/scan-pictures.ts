import {scanPictures} from '../adapters/endpoint/scan-pictures.js';
import type {Endpoint} from '../ports/endpoint.js';
import type {ScanPictureEndpoint} from '../ports/scan-picture-endpoint.js';
import {connect, type Connection} from './endpoint.js';

/** How a page comes by what it shows to be scanned, or null where the endpoint is a host's own object that can't. */
export const connectScanPictures = (
  endpoint: string | (Endpoint & Partial<ScanPictureEndpoint>),
  options: Connection,
): ScanPictureEndpoint | null =>
  typeof endpoint === 'object' && !endpoint.getScanPicture ? null : connect(scanPictures, endpoint, options);
