/**
 * The host's own gateway, which would wake its app by APNs or FCM: the endpoint tells it of each device of which it
 * tells no browser (`KB_OTP_WAKE_URL`), signed as Standard Webhooks has it. What it was told is the notification on the
 * demo's phone.
 */

import {createHmac, timingSafeEqual} from 'node:crypto';

/** As the endpoint says it. */
interface Told {
  readonly id: string;
  readonly customer: string;
  readonly device: string;
  /** RFC 3339. */
  readonly expiresAt: string;
}

export interface Gateway {
  take(request: Request): Promise<Response>;
  /** What a customer's devices show, one each; `?customer=`. */
  list(request: Request): Response;
  clear(): void;
}

/** @param key of the signature */
export function createGateway(key: Uint8Array): Gateway {
  const told = new Map<string, Told>();
  return {
    async take(request) {
      const body = await request.text();
      if (!isSigned(request.headers, body, key)) return new Response(null, {status: 401});
      const message = JSON.parse(body) as Told;
      told.set(message.device, message);
      return new Response(null, {status: 204});
    },
    list({url}) {
      const customer = new URL(url).searchParams.get('customer');
      const isShown = (message: Told) => message.customer === customer && Date.parse(message.expiresAt) > Date.now();
      const wakes = [...told.values()].filter(isShown).map(({id}) => ({id}));
      return Response.json({wakes}, {headers: {'Cache-Control': 'no-store'}});
    },
    clear: () => told.clear(),
  };
}

function isSigned(headers: Headers, body: string, key: Uint8Array): boolean {
  const named = ['webhook-id', 'webhook-timestamp'].map((name) => headers.get(name) ?? '');
  const mac = createHmac('sha256', key)
    .update([...named, body].join('.'))
    .digest('base64');
  const [expected, given] = [Buffer.from(`v1,${mac}`), Buffer.from(headers.get('webhook-signature') ?? '')];
  return expected.length === given.length && timingSafeEqual(expected, given);
}
