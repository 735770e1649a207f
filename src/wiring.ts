import {checkedEndpoint} from './adapters/checked-endpoint.js';
import {missingFeatures} from './adapters/browser.js';
import {httpEndpoint, type HttpEndpointOptions} from './adapters/http-endpoint.js';
import {systemClock} from './adapters/system-clock.js';
import {failure, success, type Problem, type Result} from './domain/problems.js';
import type {Endpoint} from './ports/endpoint.js';

/** The one clock, and so the one timer, of all elements of a page. */
export const clock = systemClock();

export {newIdempotencyKey} from './adapters/idempotency-key.js';

const local = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** How an element's calls are made, whatever they ask. */
export type Connection = Omit<HttpEndpointOptions, 'base'>;

/** What keeps KB-OTP from working on this page or in this browser at all, or null. Asks nobody. */
export function pageObstacle(): Problem | null {
  if (!globalThis.isSecureContext) return {code: 'insecure_context', hint: 'KB-OTP needs a page served over https'};
  const missing = missingFeatures().join(', ');
  return missing ? {code: 'browser_unsupported', hint: `this browser lacks ${missing}`} : null;
}

/** The endpoint behind an element's attributes, or what is wrong with them. */
export function connectEndpoint(endpoint: string | Endpoint, options: Connection): Result<Endpoint> {
  const obstacle = pageObstacle();
  if (obstacle) return failure(obstacle);
  if (typeof endpoint === 'object') return success(checkedEndpoint(endpoint));
  const base = resolveEndpoint(endpoint);
  return base.ok ? success(httpEndpoint({...options, base: base.value})) : base;
}

/**
 * The absolute base URL that an `endpoint` attribute means, without a trailing slash; its query goes with every call.
 * What stands after `#` is for no server, as everywhere on the web.
 */
export function resolveEndpoint(endpoint: string): Result<string> {
  const url = parse(endpoint);
  if (!endpoint || !url) return failure({code: 'misconfigured', hint: 'the `endpoint` attribute must be a URL'});
  if (url.protocol !== 'https:' && !local.test(url.hostname))
    return failure({code: 'misconfigured', hint: 'the `endpoint` must be https (localhost excepted)'});
  if (url.username || url.password)
    return failure({code: 'misconfigured', hint: 'the `endpoint` must hold no user name and no password'});
  return success(`${url.origin}${url.pathname}`.replace(/\/+$/, '') + url.search);
}

function parse(url: string): URL | null {
  try {
    return new URL(url, document.baseURI);
  } catch {
    return null;
  }
}
