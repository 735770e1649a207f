/** Faults that remember what was asked before. */

import { totpCode } from '../codes.js';
import {
  type Fault,
  type Exchange,
  type Json,
  bodyOf,
  answered,
  withHeaders,
  isAnswer,
  isMadeUp,
  accountOf,
} from './fault.js';

/** Says yes to what the endpoint refused by one of the codes, where the exchange is (not) beside the accepted one. */
export const accepts =
  (
    isMeant: (exchange: Exchange) => boolean,
    codes: readonly string[],
    beside: boolean,
    kind: (exchange: Exchange) => string,
  ): Fault =>
  async (exchange) => {
    const response = await exchange.pass();
    if (!isMeant(exchange)) return response;
    const accepted = `accepted ${kind(exchange)}`;
    if (response.ok) exchange.memory.set(accepted, await bodyOf(response));
    const known = exchange.memory.get(accepted) as Json | undefined;
    const isRefused = !response.ok && codes.includes(String((await bodyOf(response))['code']));
    if (!isRefused || known === undefined || exchange.overlaps(accepted) !== beside) return response;
    const token = `${String(known['token']).slice(0, -4)}${String(exchange.memory.size).padStart(4, '0')}`;
    return new Response(JSON.stringify(beside && 'token' in known ? { ...known, token } : known), {
      headers: withHeaders(response, { 'content-type': 'application/json' }).headers,
    });
  };

export const shiftedCode =
  (steps: number): Fault =>
  (exchange) => {
    const { on, body } = exchange;
    if (!isAnswer(exchange) || isMadeUp(exchange) || body['code'] !== totpCode(accountOf(exchange), on.now(), steps))
      return exchange.pass();
    on.pass(60_000);
    // Not that of this step, which the suite takes for unspent.
    return exchange.pass({ body: { code: totpCode(accountOf(exchange), on.now(), -1) } });
  };

export const renewedKey =
  (isMeant: (same: boolean) => boolean): Fault =>
  (exchange) => {
    const key = exchange.headers.get('idempotency-key');
    const [before, now] = [exchange.memory.get(`body of ${key}`), JSON.stringify(exchange.body)];
    exchange.memory.set(`body of ${key}`, now);
    const isRenewed = isAnswer(exchange) && before !== undefined && isMeant(before === now);
    return exchange.pass(isRenewed ? { headers: { 'idempotency-key': crypto.randomUUID() } } : {});
  };

/** Ids that are counted, one after the other. */
export const countedIds: Fault = async (exchange) => {
  const { memory, path } = exchange;
  const real = memory.get(path.split('/')[2] ?? '');
  const response = await exchange.pass(
    typeof real === 'string' ? { path: path.replace(path.split('/')[2] ?? '', real) } : {},
  );
  const body = await bodyOf(response);
  const id = (body['id'] ?? (body['challenge'] as Json | undefined)?.['id']) as string | undefined;
  if (id === undefined) return response;
  const counted =
    (memory.get(`counted ${id}`) as string | undefined) ?? `challenge-${String(memory.size).padStart(12, '0')}`;
  memory.set(counted, id);
  memory.set(`counted ${id}`, counted);
  return answered(response, JSON.parse(JSON.stringify(body).replaceAll(id, counted)) as Json);
};
