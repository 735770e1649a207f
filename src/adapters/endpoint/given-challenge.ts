import {epoch, type AuthenticationStatus, type Challenge} from '../../domain/contract.js';
import {failure, success, type Result} from '../../domain/problems.js';
import type {Endpoint} from '../../ports/endpoint.js';
import type {Desk} from './collecting.js';

/**
 * An endpoint that knows one challenge, which the page has made itself, and the method of that. A challenge that is
 * spent or over is not shown again: the page hears `challenge_expired` and makes another.
 * @param inner is asked for what it can be asked for still: to send the code again
 * @param now epoch milliseconds by the endpoint's clock
 */
export function withChallenge(inner: Endpoint, challenge: Challenge, desk: Desk, now: () => number): Endpoint {
  const at = () => new Date(now()).toISOString();
  /** Its own time counts when it is new; later it is over by then. */
  const present = (): Result<Challenge> => {
    const isNew = desk.shown !== challenge.id;
    const isOver = epoch(challenge.expiresAt) <= (isNew ? epoch(challenge.serverTime) : now());
    if (isOver || desk.spent === challenge.id)
      return failure({code: 'challenge_expired', hint: 'set another `challenge`'});
    desk.shown = challenge.id;
    return success(isNew ? challenge : {...challenge, serverTime: at()});
  };
  return {
    ...inner,
    getAuthentication: async () => success(statusOf(challenge, at())),
    async beginAuthentication() {
      const shown = present();
      if (!shown.ok) return shown;
      return success({...statusOf(challenge, shown.value.serverTime), challenge: shown.value});
    },
    createChallenge: async () => present(),
  };
}

/** What a page does not say of the account, the account is not shown to have. */
const statusOf = ({account, accountLabel, channel, method}: Challenge, serverTime: string): AuthenticationStatus => ({
  account,
  accountLabel,
  channel,
  methods: [method],
  previousMethod: null,
  kbOtp: {state: 'none', device: null},
  derivatives: null,
  policy: {codeDigits: 6, codePeriod: 30, passwordDigits: 6},
  grants: [],
  serverTime,
});
