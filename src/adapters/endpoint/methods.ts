import {isAuthenticationStatus} from '../../domain/answers.js';
import type {MethodsEndpoint} from '../../ports/methods-endpoint.js';
import type {Operations} from './operations.js';

/** Changes of an account's method. */
export const methods: Operations<MethodsEndpoint> = {
  cancel: {ask: (body) => ['cancellations', body], fits: isAuthenticationStatus},
  synchronize: {ask: (body) => ['synchronizations', body], fits: isAuthenticationStatus},
};
