import {collecting, newDesk, type Collecting, type Desk} from '../adapters/endpoint/collecting.js';
import {withChallenge} from '../adapters/endpoint/given-challenge.js';
import type {Challenge} from '../domain/contract.js';
import type {Endpoint} from '../ports/endpoint.js';
import {connectEndpoint, type Connection} from './endpoint.js';

export {newDesk, type Desk};

/**
 * An endpoint whose codes go to the page, under the rules of any endpoint object that a host makes.
 * @param given a challenge that the page has made itself, in place of the endpoint's
 */
export function connectCollecting(
  endpoint: Endpoint,
  given: Challenge | null,
  {desk, submit}: Pick<Collecting, 'desk' | 'submit'>,
  options: Connection,
): Endpoint {
  const now = () => options.clock.now();
  const inner = given ? withChallenge(endpoint, given, desk, now) : endpoint;
  return connectEndpoint(collecting({inner, desk, submit, now}), options);
}
