/** The endpoint's arithmetic on a thread of its own, where an endpoint's is. */
import {evaluate} from '../../../../src/testing/reference/p256.js';

addEventListener('message', ({data}: MessageEvent<{readonly key: bigint; readonly blinded: Uint8Array}>) => {
  postMessage(evaluate(data.key, data.blinded));
});
