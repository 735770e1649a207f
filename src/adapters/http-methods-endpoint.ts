import {isAuthenticationStatus} from '../domain/answers.js';
import type {MethodChangeRequest} from '../domain/contract.js';
import type {CallOptions} from '../ports/endpoint.js';
import type {MethodsEndpoint} from '../ports/methods-endpoint.js';
import {exchange, type HttpEndpointOptions} from './http-endpoint.js';

/** Changes of an account's method over HTTP, under the same rules as the rest. */
export function httpMethodsEndpoint(options: HttpEndpointOptions): MethodsEndpoint {
  const change = (path: string, body: MethodChangeRequest, callOptions: CallOptions) =>
    exchange(options, {path, expected: 200, fits: isAuthenticationStatus, body, repeatable: true}, callOptions);
  return {
    cancel: (request, callOptions) => change('cancellations', request, callOptions),
    synchronize: (request, callOptions) => change('synchronizations', request, callOptions),
  };
}
