import type {
  AuthenticationStatus,
  BegunAuthentication,
  Challenge,
  ChallengeOutcome,
  ChannelRules,
  CodeFormat,
  DisplayLine,
  Grant,
  LocalizedText,
  Method,
  MethodKind,
  Policy,
  Purpose,
  SessionCovers,
} from './contract.js';
import {
  boolean,
  integer,
  list,
  nullable,
  object,
  oneOf,
  optional,
  tagged,
  text,
  timestamp,
  type Fields,
  type Shape,
} from './shapes.js';

type ChallengeBase = Omit<Extract<Challenge, {kind: 'matrix'}>, 'kind' | 'coordinates'>;

const accountId = text(/^[\w.-]{1,32}$/);
const channelId = text(/^[a-z][a-z0-9-]{0,31}$/);
const challengeId = text(/^[\w-]{16,64}$/);
/** What a proof can be for. The list is closed: a challenge or a grant for anything else fits no contract. */
export const purposes: readonly Purpose[] = [
  'login',
  'order',
  'cancel-order',
  'cash-transfer',
  'cash-advance',
  'profile-change',
  'enroll',
  'cancel',
  'synchronize',
  'resynchronize',
];
const purpose: Shape<Purpose> = oneOf(...purposes);
const methodKind: Shape<MethodKind> = oneOf('kb-otp', 'sms', 'email', 'voice', 'matrix', 'token', 'password', 'other');
const words = optional(text());
const localized = object<LocalizedText>({vi: text(), en: text()});
const method = object<Method>({id: text(), kind: methodKind, label: localized, target: optional(text())});
export const codeFormat = object<CodeFormat>({
  length: integer(4, 64),
  alphabet: oneOf('digits', 'alphanumeric', 'any'),
});
export const displayLine = object<DisplayLine>({
  label: localized,
  value: localized,
  emphasis: optional(boolean),
  type: words,
});
const policy = object<Policy>({
  codeDigits: integer(6, 8),
  codePeriod: integer(15, 120),
  passwordDigits: integer(4, 12),
  hotline: optional(text(/^[+\d\s().-]{0,32}$/)),
  reducedLimit: optional(object({amount: integer(0, 1e15), until: timestamp})),
});

const covers = optional(list(object<SessionCovers[number]>({purpose, until: timestamp}), 1, 10));

/** A grant as the endpoint gives it; the only value that ever counts as proof. */
export const isGrant = object<Grant>({
  token: text(/^[\w-]{32,512}$/),
  account: accountId,
  channel: channelId,
  purpose,
  method: methodKind,
  authenticatedAt: timestamp,
  expiresAt: timestamp,
  scope: oneOf('once', 'session'),
  excludes: list(text(), 0, 24),
  sessionGrant: covers,
  serverTime: timestamp,
});

const statusFields: Fields<AuthenticationStatus> = {
  account: accountId,
  accountLabel: text(),
  channel: channelId,
  channelRules: optional(
    object<ChannelRules>({name: text(), enrolls: boolean, makesCodes: boolean, synchronizes: boolean}),
  ),
  methods: list(method, 0, 10),
  previousMethod: nullable(method),
  kbOtp: object<AuthenticationStatus['kbOtp']>({
    state: oneOf('none', 'pending', 'active', 'locked', 'disabled'),
    device: nullable(object({id: text(), name: text()})),
  }),
  derivatives: nullable(
    object<NonNullable<AuthenticationStatus['derivatives']>>({synchronized: boolean, lapsed: optional(boolean)}),
  ),
  policy,
  grants: list(isGrant, 0, 10),
  sessionGrant: covers,
  serverTime: timestamp,
};
export const isAuthenticationStatus = object(statusFields);

const base: Fields<ChallengeBase> = {
  id: challengeId,
  account: accountId,
  accountLabel: text(),
  channel: channelId,
  purpose,
  method,
  code: codeFormat,
  display: list(displayLine, 0, 24),
  sessionOffer: covers,
  expiresAt: timestamp,
  attemptsLeft: integer(0, 100),
  serverTime: timestamp,
};

export const isChallenge = tagged<Challenge>(
  'kind',
  object<Extract<Challenge, {source?: string}>>({
    kind: oneOf('kb-otp', 'token', 'password', 'other'),
    ...base,
    source: words,
    suite: words,
    question: words,
    scannable: words,
    approval: optional(object<{readonly number?: string}>({number: optional(text(/^\d\d$/))})),
  }),
  object<Extract<Challenge, {target: string}>>({
    kind: oneOf('sms', 'email', 'voice'),
    ...base,
    delivery: optional(oneOf('unconfirmed')),
    target: text(),
    resendAt: timestamp,
    resendsLeft: integer(0, 100),
  }),
  object<Extract<Challenge, {kind: 'matrix'}>>({
    kind: oneOf('matrix'),
    ...base,
    coordinates: list(text(/^[A-Z]\d{1,2}$/), 1, 6),
  }),
);

export const isBegunAuthentication = object<BegunAuthentication>({...statusFields, challenge: optional(isChallenge)});

export const isChallengeOutcome = object<ChallengeOutcome>({
  state: oneOf('pending', 'accepted', 'locked', 'expired'),
  challenge: isChallenge,
  grant: optional(isGrant),
  serverTime: timestamp,
});
