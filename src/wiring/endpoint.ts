import {authentication} from '../adapters/endpoint/authentication.js';
import {checked} from '../adapters/endpoint/checked.js';
import {overHttp, type HttpEndpointOptions} from '../adapters/endpoint/http.js';
import {unconnected, type Operations} from '../adapters/endpoint/operations.js';
import {failure, success, type Result} from '../domain/problems.js';
import type {Endpoint} from '../ports/endpoint.js';
import {pageProblem} from './page.js';

const local = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** How an element's calls are made, whatever they ask. */
export type Connection = Omit<HttpEndpointOptions, 'base'>;

/**
 * One part of the endpoint behind an element's attributes; a host's own endpoint object has to implement that part.
 * Never throws: where there is no endpoint that can be asked, every call says why.
 */
export function connect<Port extends object>(
  operations: Operations<Port>,
  endpoint: string | object,
  options: Connection,
): Port {
  const target = resolveEndpoint(endpoint);
  if (!target.ok) return unconnected(operations, target);
  const {value} = target;
  return typeof value === 'object'
    ? checked(operations, value as Port, options)
    : overHttp(operations, {...options, base: value});
}

/** The part that every element asks. */
export const connectEndpoint = (endpoint: string | Endpoint, options: Connection): Endpoint =>
  connect(authentication, endpoint, options);

/** Stands where a file could not be loaded that the calls need. */
export const unloadedEndpoint = (): Endpoint => unconnected(authentication, failure({code: 'unreachable'}));

/**
 * A host's own endpoint object, or the absolute base URL that an `endpoint` attribute means, without a trailing slash;
 * its query goes with every call. What stands after `#` is for no server, as everywhere on the web. Otherwise what
 * keeps calls from being made. Asks nobody.
 */
export function resolveEndpoint(endpoint: string | object): Result<string | object> {
  const configProblem = pageProblem();
  if (configProblem) return failure(configProblem);
  if (typeof endpoint === 'object') return success(endpoint);
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
