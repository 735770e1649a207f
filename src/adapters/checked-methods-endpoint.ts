import {isAuthenticationStatus} from '../domain/answers.js';
import type {MethodsEndpoint} from '../ports/methods-endpoint.js';
import {checkAnswer} from './checked-endpoint.js';

/** A host's own endpoint object under the same rules as the wire, where it changes an account's method. */
export const checkedMethodsEndpoint = (host: MethodsEndpoint): MethodsEndpoint => ({
  cancel: (...call) => checkAnswer(() => host.cancel(...call), isAuthenticationStatus),
  synchronize: (...call) => checkAnswer(() => host.synchronize(...call), isAuthenticationStatus),
});
