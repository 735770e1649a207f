import type {ScanPicture} from '../domain/contract.js';
import type {Result} from '../domain/problems.js';
import type {CallOptions} from './endpoint.js';

/**
 * What a page shows of a challenge for the customer's own device to scan. Asked only about a challenge that says that
 * it can be (`scannable`), and only where the customer wants to see it. An endpoint object without it is never asked,
 * and its customers are not offered it. Methods don't throw: what goes wrong is a `Result` with a `Problem`.
 */
export interface ScanPictureEndpoint {
  /** The picture of the moment; from its `renewAt` on another one is shown. `not_found`: there is none. */
  getScanPicture(challenge: string, options: CallOptions): Promise<Result<ScanPicture>>;
}
