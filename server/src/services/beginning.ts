/** The status of an account and the challenge that it calls for: one exchange in place of two. */

import { accept, refuse, type Outcome } from '../domain/outcome.js';
import type {
  AuthenticationRequest,
  AuthenticationStatus,
  BegunAuthentication,
  Grant,
  ProblemCode,
} from '../../generated/contract.js';
import type { Records } from '../store/store.js';
import { findChannel } from '../domain/channels.js';
import { createChallenge } from './challenges.js';
import type { Deps, Remember, Session } from './deps.js';
import { coveredGrant } from './session-grants.js';
import { authenticationStatus } from './status.js';

/** What is asked again under its key, so that what has begun is not begun twice. */
const passing: ReadonlySet<ProblemCode> = new Set(['upstream_unavailable', 'request_in_progress']);

export async function beginAuthentication(
  deps: Deps,
  session: Session,
  request: AuthenticationRequest & { readonly account: string },
  remember: Remember,
): Promise<Outcome<BegunAuthentication>> {
  const found = await authenticationStatus(deps, session, request);
  if (!found.ok) return found;
  const status = found.value;
  const covered =
    status.grants.length > 0 ? accept(null) : await coverBySession(deps, session, { request, status }, remember);
  if (!covered.ok) return covered;
  if (covered.value !== null) return accept(covered.value);
  const [inForce] = status.methods;
  if (inForce !== undefined && status.grants.length === 0) {
    const asked = { ...request, method: inForce.id };
    const made = await createChallenge(deps, session, asked, rememberBeside(status, remember));
    if (made.ok) return accept({ ...status, challenge: made.value });
    if (passing.has(made.refusal.code)) return made;
  }
  return (await remember(deps.store, status)) ? accept(status) : refuse('request_in_progress');
}

interface Asked {
  readonly request: AuthenticationRequest & { readonly account: string };
  readonly status: AuthenticationStatus;
}

/** The status with a grant for this act, where an earlier verification of the session covers it. */
async function coverBySession(
  deps: Deps,
  session: Session,
  { request, status }: Asked,
  remember: Remember,
): Promise<Outcome<AuthenticationStatus | null>> {
  const channel = findChannel(deps.policy.channels, request.channel);
  if (channel === undefined || status.sessionGrant === undefined) return accept(null);
  const tell = (grant: Grant) => ({ ...status, grants: [grant] });
  return coveredGrant(deps, session, { ...request, channel }, { tell, remember });
}

/** What is kept with the challenge is the whole answer. */
function rememberBeside(status: AuthenticationStatus, remember: Remember): Remember {
  const whole = (challenge: unknown) => ({ ...status, challenge });
  return Object.assign((records: Records, challenge: unknown) => remember(records, whole(challenge)), {
    kept: (challenge: unknown) => remember.kept(whole(challenge)),
  });
}
