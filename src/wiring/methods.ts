import {checkedMethodsEndpoint} from '../adapters/checked-methods-endpoint.js';
import {httpMethodsEndpoint} from '../adapters/http-methods-endpoint.js';
import {success, type Result} from '../domain/problems.js';
import type {Endpoint} from '../ports/endpoint.js';
import type {MethodsEndpoint} from '../ports/methods-endpoint.js';
import {resolveEndpoint, type Connection} from '../wiring.js';

/** The part of the endpoint that changes methods; a host's own endpoint object has to implement that part too. */
export function connectMethodsEndpoint(
  endpoint: string | (Endpoint & Partial<MethodsEndpoint>),
  options: Connection,
): Result<MethodsEndpoint> {
  if (typeof endpoint === 'object') return success(checkedMethodsEndpoint(endpoint as MethodsEndpoint));
  const base = resolveEndpoint(endpoint);
  return base.ok ? success(httpMethodsEndpoint({...options, base: base.value})) : base;
}
