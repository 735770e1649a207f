import {sessionGrants} from '../adapters/endpoint/session-grants.js';
import type {Endpoint} from '../ports/endpoint.js';
import type {SessionGrantEndpoint} from '../ports/session-grant-endpoint.js';
import {connect, type Connection} from './endpoint.js';

/** How a page answers for the session, or null where the endpoint is a host's own object that can't. */
export const connectSessionGrants = (
  endpoint: string | (Endpoint & Partial<SessionGrantEndpoint>),
  options: Connection,
): SessionGrantEndpoint | null =>
  typeof endpoint === 'object' && !endpoint.answerForSession ? null : connect(sessionGrants, endpoint, options);
