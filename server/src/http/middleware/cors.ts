/** CORS for an exact list of origins, and the refusal of what a foreign page makes a browser send (CSRF). */

import type { MiddlewareHandler } from 'hono';
import { sendProblem } from '../responses.js';
import type { HttpContext, HttpEnv, HttpDeps } from '../context.js';
import { deviceHeader } from './device.js';

const preflightAge = 600;

/** Those of the contract, and those by which a page's own tracing names what it asks. */
const allowedHeaders = `Authorization, Content-Type, ${deviceHeader}, Idempotency-Key, traceparent, tracestate`;

/** Origins that are not on the list get no CORS header, so a browser keeps the answer from the page. */
export function cors({ allowedOrigins }: HttpDeps): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const origin = c.req.header('Origin');
    const allowed = origin !== undefined && allowedOrigins.includes(origin);
    c.header('Vary', 'Origin');
    if (allowed) allow(c, origin);
    if (c.req.method !== 'OPTIONS') return next();
    if (allowed) describe(c);
    return c.body(null, 204);
  };
}

function allow(c: HttpContext, origin: string): void {
  c.header('Access-Control-Allow-Origin', origin);
  c.header('Access-Control-Allow-Credentials', 'true');
  c.header('Access-Control-Expose-Headers', 'X-Trace-Id, Retry-After');
}

function describe(c: HttpContext): void {
  c.header('Access-Control-Allow-Methods', 'GET, POST');
  c.header('Access-Control-Allow-Headers', allowedHeaders);
  c.header('Access-Control-Max-Age', String(preflightAge));
}

/** A cookie travels by itself, so a POST with one must come from a page that we know. */
export function sameSite({ allowedOrigins, deps }: HttpDeps): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    if (c.req.method !== 'POST' || !c.get('byCookie')) return next();
    const origin = c.req.header('Origin');
    const known = origin !== undefined && (allowedOrigins.includes(origin) || isOwnHost(origin, c.req.url));
    if (known) return next();
    return sendProblem(c, { code: 'forbidden_origin' }, deps.store.estimatedNow());
  };
}

/** By host: behind a proxy that ends TLS the scheme differs. */
function isOwnHost(origin: string, url: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === new URL(url).host;
}
