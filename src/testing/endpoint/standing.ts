import {findChannel} from '../../domain/channels.js';
import type {
  AuthenticationStatus,
  Challenge,
  ChallengeRequest,
  DisplayLine,
  LocalizedText,
  MethodChangeRequest,
  MethodKind,
  SessionCovers,
} from '../../domain/contract.js';
import {failure, success, type Result} from '../../domain/problems.js';
import {maskedLabel, methods, status} from './accounts.js';
import {challengeFor, type ChallengeOptions} from './challenges.js';
import {APPROVAL_NUMBER} from './device-approvals.js';
import {bound} from './scans.js';
import {inSeconds} from './time.js';
import {displayLines} from './transactions.js';

/** The account in the endpoint's books. */
export interface Standing {
  onKbOtp: boolean;
  /** KB-OTP is suspended after wrong codes: the previous methods are in force. */
  suspended?: boolean;
  device: AuthenticationStatus['kbOtp']['device'];
  /** What the account has beside KB-OTP, the one in force first. */
  previous: readonly MethodKind[];
  derivatives: AuthenticationStatus['derivatives'];
  /** The device is asked too. */
  approves?: boolean;
  /** Its codes are bound to what they authorize, and the device may scan that off the page. */
  isBound?: boolean;
  /** One verification may cover the orders after it. */
  offersSession?: boolean;
  /** Until when it does; a timestamp. */
  coveredUntil?: string | undefined;
}

/** KB-OTP is given up; a derivatives account that had taken it over has lost it. */
export function giveUp(standing: Standing, request: MethodChangeRequest, now?: number): Result<AuthenticationStatus> {
  if (!request.grant) return failure({code: 'grant_required'});
  if (!standing.onKbOtp) return failure({code: 'not_enrolled'});
  standing.onKbOtp = false;
  if (standing.derivatives?.synchronized) standing.derivatives = {synchronized: false, lapsed: true};
  return success(statusOf(standing, {...request, purpose: 'login'}, now));
}

/** The derivatives account takes KB-OTP over. */
export function takeOver(standing: Standing, request: MethodChangeRequest, now?: number): Result<AuthenticationStatus> {
  if (!request.grant) return failure({code: 'grant_required'});
  if (!standing.onKbOtp) return failure({code: 'not_enrolled'});
  standing.derivatives = {synchronized: true};
  return success(statusOf(standing, {...request, purpose: 'login'}, now));
}

/** What the endpoint says of an account that stands like this. */
export function statusOf(
  standing: Standing,
  asked: Pick<ChallengeRequest, 'account' | 'channel' | 'purpose'>,
  now?: number,
): AuthenticationStatus {
  const {onKbOtp, suspended, device, previous, derivatives} = standing;
  const [inForce] = previous;
  return status({
    ...(now !== undefined && {now}),
    account: asked.account,
    channel: asked.channel,
    methods: methodsFor(standing, asked).map((kind) => methods[kind]),
    previousMethod: inForce ? methods[inForce] : null,
    kbOtp: onKbOtp ? {state: suspended ? 'locked' : 'active', device} : {state: 'none', device: null},
    derivatives,
    ...coveredBy(standing, now),
  });
}

/** What of the session needs no code. */
export const coveredBy = ({coveredUntil}: Standing, now = Date.now()): {sessionGrant?: SessionCovers} =>
  coveredUntil !== undefined && Date.parse(coveredUntil) > now
    ? {sessionGrant: [{purpose: 'order', until: coveredUntil}]}
    : {};

/** Minutes. */
const COVERED = 30;

/** As the contract has it: what may be used for this purpose on this channel, the one in force first. */
function methodsFor(
  {onKbOtp, suspended, previous, derivatives}: Standing,
  {channel, purpose}: Pick<ChallengeRequest, 'channel' | 'purpose'>,
): readonly MethodKind[] {
  if (!onKbOtp || suspended) return previous;
  if (purpose === 'cancel') return [...previous, 'kb-otp'];
  const reached = !findChannel(channel)?.synchronizes || derivatives?.synchronized === true;
  return reached && purpose !== 'synchronize' && purpose !== 'enroll' ? ['kb-otp'] : previous;
}

/** What a code authorizes where no transaction says it. */
const purposes: Readonly<Partial<Record<ChallengeRequest['purpose'], LocalizedText>>> = {
  login: {vi: 'Đăng nhập', en: 'Sign in'},
  enroll: {vi: 'Đăng ký KB-OTP', en: 'Register KB-OTP'},
  cancel: {vi: 'Hủy KB-OTP', en: 'Cancel KB-OTP'},
  synchronize: {vi: 'Đồng bộ phương thức xác thực', en: 'Synchronize the authentication method'},
};

/** What a code for that request authorizes, in the endpoint's words. */
export function linesOf(request: ChallengeRequest): readonly DisplayLine[] {
  const label = request.transaction ? undefined : purposes[request.purpose];
  const about = request.purpose === 'login' ? findChannel(request.channel)?.name : maskedLabel(request.account);
  return label ? [{label, value: {vi: about ?? '', en: about ?? ''}}] : displayLines(request);
}

/** A challenge for a request, with the endpoint's words for what it authorizes. */
export function challengeOf(
  {device, approves, isBound, offersSession}: Standing,
  request: ChallengeRequest,
  options: ChallengeOptions = {},
): Challenge {
  const sessionOffer = [{purpose: 'order', until: inSeconds(COVERED * 60, options.now ?? Date.now())}] as const;
  const offers = offersSession && request.purpose === 'order';
  const scannable = isBound && {...bound, scannable: 'ES256'};
  const told = {display: linesOf(request), ...(offers && {sessionOffer}), ...scannable};
  const made = challengeFor({...request, ...told, ...options});
  return made.kind === 'kb-otp' && device
    ? {...made, source: device.name, ...(approves && {approval: {number: APPROVAL_NUMBER}})}
    : made;
}
