/** What conformance and the doctor both send to see what an endpoint makes of it. */

/** What the elements send that a page of another origin must be allowed. */
export const elementHeaders: readonly string[] = ['content-type', 'idempotency-key', 'device-proof'];

/** Of no page that an endpoint knows. */
export const foreignOrigin = 'https://attacker.example';

export const preflightHeaders = (origin: string): Readonly<Record<string, string>> => ({
  origin,
  'access-control-request-method': 'POST',
  'access-control-request-headers': elementHeaders.join(','),
});

/**
 * A session token that nobody signed.
 * @param now epoch milliseconds
 */
export function forgedToken(
  alg: 'none' | 'HS256',
  claims: { readonly sub: string; readonly sid: string },
  now: number,
): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const body = part({ ...claims, exp: Math.floor(now / 1000) + 3600 });
  return `${part({ alg, typ: 'JWT' })}.${body}.${alg === 'none' ? '' : part({ forged: true })}`;
}
