import {readProblem} from '../../domain/problem-document.js';
import type {Problem} from '../../domain/problems.js';
import type {HttpEndpointOptions} from './http.js';

/** An answer that is not the one asked for. */
export interface RefusedAnswer {
  readonly response: Response;
  /** Parsed JSON, or undefined when there was none. */
  readonly body: unknown;
  /** Of the request. */
  readonly sent: object | undefined;
  readonly token: string | null;
}

/** What it means; comes to a page after its first field, for most pages are refused nothing before. */
export function problemOfAnswer(
  {response, body, sent, token}: RefusedAnswer,
  {clock, credentials}: Pick<HttpEndpointOptions, 'clock' | 'credentials'>,
): Problem {
  const {status, headers} = response;
  const secrets = [token, (sent as {code?: string} | undefined)?.code].filter((secret) => typeof secret === 'string');
  const problem = readProblem(status, body, headers.get('Retry-After'), clock.now(), secrets);
  return {...hintWithout(problem, `status ${status}`, token, credentials), ...problem};
}

/** What can be said to the developer where the endpoint says nothing. */
function hintWithout(
  {code, traceId}: Problem,
  status: string,
  token: string | null,
  credentials: RequestCredentials,
): Pick<Problem, 'hint'> {
  if (code === 'session_expired' || code === 'challenge_not_found')
    return {hint: `the session was that of ${token ? 'getSessionToken' : `cookies, credentials="${credentials}"`}`};
  // A trace comes with every problem of the contract; one without was written by something else on the way.
  return traceId ? {} : {hint: `${status} without a problem of the contract`};
}
