import {isAuthenticationStatus} from '../domain/answers.js';
import type {MethodsEndpoint} from '../ports/methods-endpoint.js';
import {check} from './checked-endpoint.js';

/** A host's own endpoint object under the same rules as the wire, where it changes an account's method. */
export const checkedMethodsEndpoint = (host: MethodsEndpoint): MethodsEndpoint => ({
  cancel: (...call) => check(() => host.cancel(...call), isAuthenticationStatus),
  synchronize: (...call) => check(() => host.synchronize(...call), isAuthenticationStatus),
});
