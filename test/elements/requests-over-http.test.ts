import {expect} from 'chai';
import {connectRequests} from '../../src/wiring/requests.js';
import {connectWaiting} from '../../src/wiring/waiting.js';
import type {Connection} from '../../src/wiring/endpoint.js';
import {isApprovalRequest} from '../../src/domain/request-answers.js';
import {scriptedDeviceEndpoint} from '../../stories/fixtures/device.js';
import {json, problemAnswer, wire, type Reply} from './support/wire.js';

const connection: Connection = {
  credentials: 'same-origin',
  timeout: 5000,
  getSessionToken: null,
  clock: {now: () => Date.now()},
};
const base = 'https://otp.example/v1';
const call = () => ({signal: new AbortController().signal, idempotencyKey: 'b0e42fe7-31a5-4894-a441-007e5256afea'});
const serverTime = '2026-11-23T02:15:04.000Z';
const device = 'device-0000000001';
const challenge = 'challenge-0000001';

const over = (...replies: readonly Reply[]) => {
  const {requests} = wire(replies);
  return {requests, waiting: connectWaiting(base, connection), answers: connectRequests(base, connection)};
};
const sent = ({requests}: ReturnType<typeof over>) =>
  requests.map(({url, init}) => [
    init.method,
    url.slice(base.length),
    init.body && (JSON.parse(String(init.body)) as unknown),
  ]);

describe('what other pages ask of a device, over HTTP', () => {
  it('is asked for, approved and rejected where the contract says', async () => {
    const played = over(
      json({requests: [], serverTime}),
      json({state: 'approved', serverTime}),
      json({state: 'denied', serverTime}),
    );
    const listed = await played.waiting.listRequests?.(device, call());
    expect(listed).to.deep.equal({ok: true, value: {requests: [], serverTime}});
    await played.answers.approveRequest?.(device, challenge, {code: '123456', number: '47'}, call());
    await played.answers.rejectRequest?.(device, challenge, 'not-me', call());
    expect(sent(played)).to.deep.equal([
      ['GET', `/devices/${device}/requests`, undefined],
      ['POST', `/devices/${device}/requests/${challenge}/approval`, {code: '123456', number: '47'}],
      ['POST', `/devices/${device}/requests/${challenge}/rejection`, {reason: 'not-me'}],
    ]);
    expect(played.requests[1]?.headers.get('Idempotency-Key')).to.equal(call().idempotencyKey);
  });

  for (const [name, body] of [
    ['without a list', {serverTime}],
    ['with more than the contract lets', {requests: Array(21).fill({}), serverTime}],
    ['without the time', {requests: []}],
  ] as const)
    it(`is a malformed answer ${name}`, async () => {
      const answer = await over(json(body)).waiting.listRequests?.(device, call());
      expect(answer?.ok === false && answer.problem.code).to.equal('malformed_answer');
    });

  it('is not taken for approved by an answer that says neither', async () => {
    const {answers} = over(json({state: 'pending', serverTime}));
    const answer = await answers.approveRequest?.(device, challenge, {code: '123456'}, call());
    expect(answer?.ok === false && answer.problem.code).to.equal('malformed_answer');
  });

  it('is refused in the words of the contract', async () => {
    const {answers} = over(problemAnswer(422, {code: 'code_invalid', attemptsLeft: 3}));
    const answer = await answers.approveRequest?.(device, challenge, {code: '123456', number: '47'}, call());
    expect(answer?.ok === false && answer.problem).to.include({code: 'code_invalid', attemptsLeft: 3});
  });
});

describe('a request of the contract', () => {
  const whole = async () => {
    const endpoint = scriptedDeviceEndpoint();
    const {device: id} = await endpoint.books.enrol({publicKey: await publicKey(), accounts: ['058C123456']});
    endpoint.askForApproval();
    const listed = await endpoint.listRequests?.(id, call());
    return (listed?.ok && listed.value.requests[0]) || {};
  };
  const publicKey = async () => {
    const {publicKey: key} = await crypto.subtle.generateKey({name: 'ECDH', namedCurve: 'P-256'}, true, ['deriveBits']);
    const bytes = new Uint8Array(await crypto.subtle.exportKey('raw', key));
    return btoa(String.fromCharCode(...bytes))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replaceAll('=', '');
  };

  it('fits, and with any field missing but question and suite does not', async () => {
    const request = await whole();
    expect(isApprovalRequest(request)).to.equal(true);
    for (const field of Object.keys(request))
      expect([field, isApprovalRequest({...request, [field]: undefined})]).to.deep.equal([field, false]);
  });

  for (const [field, value] of [
    ['id', '../../secrets'],
    ['account', 'a b'],
    ['channel', 'KB Trade'],
    ['purpose', 'anything'],
    ['display', Array(25).fill({label: {vi: '', en: ''}, value: {vi: '', en: ''}})],
    ['attemptsLeft', -1],
    ['expiresAt', 'tomorrow'],
  ] as const)
    it(`has no such ${field}: ${JSON.stringify(value).slice(0, 20)}`, async () => {
      expect(isApprovalRequest({...(await whole()), [field]: value})).to.equal(false);
    });
});
