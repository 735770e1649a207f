import type {AuthenticationStatus, MethodChangeRequest} from '../domain/contract.js';
import type {Result} from '../domain/problems.js';
import type {CallOptions} from './endpoint.js';

/**
 * What the endpoint does to an account's method: `<otp-cancel>` and the synchronize view of `<otp-enroll>` need it
 * beside `Endpoint`. Methods don't throw: what goes wrong is a `Result` with a `Problem`.
 */
export interface MethodsEndpoint {
  /** Gives KB-OTP up. `not_enrolled`: it was given up before; `state_conflict`: there is nothing to go back to. */
  cancel(request: MethodChangeRequest, options: CallOptions): Promise<Result<AuthenticationStatus>>;
  /** The derivatives trading account takes KB-OTP over. `not_enrolled`: the base account is not on KB-OTP. */
  synchronize(request: MethodChangeRequest, options: CallOptions): Promise<Result<AuthenticationStatus>>;
}
