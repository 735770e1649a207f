import {methods} from '../adapters/endpoint/methods.js';
import type {Endpoint} from '../ports/endpoint.js';
import type {MethodsEndpoint} from '../ports/methods-endpoint.js';
import {connect, type Connection} from './endpoint.js';

/** The part of the endpoint that changes methods. */
export const connectMethodsEndpoint = (
  endpoint: string | (Endpoint & Partial<MethodsEndpoint>),
  options: Connection,
): MethodsEndpoint => connect(methods, endpoint, options);
