/** What a page shows of a challenge for the customer's own device to scan. */

import { outcomeState, timestamp, type ChallengeRecord } from '../domain/challenge.js';
import { channelName } from '../domain/channels.js';
import { accept, refuse, type Outcome } from '../domain/outcome.js';
import type { Policy } from '../domain/policy.js';
import { boundOf, ownerMark, scanClaims, type Scanned } from '../domain/scan.js';
import type { ScanPicture } from '../../generated/contract.js';
import type { AnswerableChallenge } from '../store/store.js';
import { refuseUnknownChallenge, type Deps, type Session } from './deps.js';
import { openSecret, type SeedSecret } from './secrets.js';

/** Null where no device may read it off a page. */
export function scannedOf(
  { channels }: Pick<Policy, 'channels'>,
  { id, purpose, channel, view, approvalNumber, expiresAt }: ChallengeRecord,
): Scanned | null {
  const bound = boundOf(view);
  if (bound === null) return null;
  const { display } = view;
  return { id, purpose, channelName: channelName(channels, channel), display, ...bound, approvalNumber, expiresAt };
}

const over = { accepted: 'code_replayed', locked: 'challenge_locked', expired: 'challenge_expired' } as const;

export async function scanPicture(deps: Deps, session: Session, id: string): Promise<Outcome<ScanPicture>> {
  const { scans, policy } = deps;
  const found = await deps.store.challenges.findToAnswer(id, session.id, session.customer);
  if (found === null) return refuseUnknownChallenge();
  const { challenge, now } = found;
  const scanned = scannedOf(policy, challenge);
  if (scans === null || scanned === null || !('scannable' in challenge.view)) return refuse('not_found');
  const state = outcomeState(challenge, now);
  if (state !== 'pending') return refuse(over[state]);
  const claims = scanClaims(scanned, ownerMark(seedOf(deps, found), scanned.question), now, policy.scan);
  return accept({
    text: await scans.sign(claims),
    renewAt: timestamp(now + policy.scan.period),
    expiresAt: timestamp(claims.e * 1000),
    serverTime: timestamp(now),
  });
}

/** Of a stand-in always the same, so that its pictures look like any other's. */
function seedOf({ seal, decoyMac }: Deps, { challenge, authenticator }: AnswerableChallenge): Uint8Array {
  if (authenticator === null || authenticator.sealedSecret === null) return decoyMac(`scan|${challenge.id}`);
  return Buffer.from((openSecret(seal, authenticator) as SeedSecret).seed, 'base64');
}
