/** Puts every request into a trace, measures it and logs it, by its route's template and never by its address. */

import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { maskAccountForLog } from '../../domain/masks.js';
import type { Session } from '../../services/deps.js';
import { inSpan, traceFrom, type SpanAttributes } from '../../trace.js';
import type { HttpContext, HttpEnv, HttpDeps } from '../context.js';

export function observe({ logger, metrics, recorder }: HttpDeps): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const start = performance.now();
    const span = recorder.begin(traceFrom(c.req.header('traceparent'), c.req.header('tracestate')));
    const { trace } = span;
    c.set('traceId', trace.traceId);
    await inSpan(span, next);
    const traceId = c.get('traceId');
    c.header('X-Trace-Id', traceId);
    c.header('Cache-Control', 'no-store');
    c.header('X-Content-Type-Options', 'nosniff');
    const milliseconds = performance.now() - start;
    const [method, route] = [methodOf(c), routeOf(c)];
    metrics.request(method, route, c.res.status, milliseconds);
    span.end({ name: `${method} ${route}`, attributes: attributesOf(c), failed: c.res.status >= 500 });
    logger.info({
      traceId,
      spanId: trace.spanId,
      ...(trace.parentId === null ? {} : { parentId: trace.parentId }),
      method,
      route,
      status: c.res.status,
      problem: c.get('problem'),
      account: accountOf(c),
      ...deviceOf(c),
      ms: Math.round(milliseconds * 10) / 10,
    });
  };
}

const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** A client may call its method what it likes; neither metrics nor logs repeat that. */
function methodOf(c: HttpContext): string {
  return methods.has(c.req.method) ? c.req.method : 'other';
}

function routeOf(c: HttpContext): string {
  const template = routePath(c, -1);
  return template.endsWith('*') ? 'unmatched' : template;
}

/** By the names of OpenTelemetry's conventions. */
function attributesOf(c: HttpContext): SpanAttributes {
  const [method, problem] = [methodOf(c), c.get('problem')];
  return {
    'http.request.method': method === 'other' ? '_OTHER' : method,
    'http.route': routeOf(c),
    'http.response.status_code': c.res.status,
    ...(problem === undefined ? {} : { 'kb_otp.problem': problem }),
  };
}

function accountOf(c: HttpContext): string | undefined {
  const account = c.req.param('account');
  return account === undefined ? undefined : maskAccountForLog(account);
}

/** Absent before there is a session, and where the host's back end asks. */
function deviceOf(c: HttpContext): { readonly device?: string; readonly deviceFault?: string } {
  const session = c.get('session') as Session | undefined;
  const { device = null, deviceFault } = session ?? {};
  return { ...(device === null ? {} : { device }), ...(deviceFault === undefined ? {} : { deviceFault }) };
}
