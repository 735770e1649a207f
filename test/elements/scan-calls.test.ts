/** What was sent and not heard of is sent again as it was, though the device would make other digits by now. */
import {expect} from 'chai';
import {failure, success} from '../../src/domain/problems.js';
import {scanCalls, type Digits} from '../../src/elements/internal/otp-scan/calls.js';
import {scanned as request} from '../flows/device-samples.js';

describe('an answer to what was scanned', () => {
  it('is the same when it is sent again, and another when it is given anew', async () => {
    const sent: unknown[] = [];
    const digits: Digits = {made: null, sent: null};
    let made = 0;
    const calls = scanCalls({
      device: () => 'device-of-the-test',
      endpoint: () => ({
        approveRequest: async (_device, _id, submission) => (sent.push(submission), failure({code: 'timeout'})),
      }),
      session: () => ({
        openVault: null,
        code: async () => success({code: String((made += 1)).padStart(8, '0'), next: 30_000}),
      }),
      keys: () => [],
      read: async () => null,
      now: () => 0,
      digits,
    });
    const options = {signal: new AbortController().signal, idempotencyKey: 'key'};
    for (const again of [false, true, false])
      await calls.approve({type: 'approve', attempt: 1, request, again}, options);
    const submission = (code: string) => ({code, number: '47'});
    expect(sent).to.deep.equal([submission('00000001'), submission('00000001'), submission('00000002')]);
    expect(digits.made?.code).to.equal('00000002');
  });
});
