/** The environment's variables: what each may be, and what it says. */

import * as v from 'valibot';
import { channels } from './channel-file.js';
import { defaultPolicy } from './domain/policy.js';
import { parseRetention, retentionForm } from './domain/retention.js';
import { kmsFaults, kmsVariables, type KmsSettings } from './kms/variables.js';
import {
  ages,
  areSigningKeys,
  commaSeparated,
  deskActs,
  idle,
  prefixes,
  purposes,
  reducedLimit,
  scanSeconds,
  share,
  suite,
  text,
} from './policy-variables.js';
import { sealKeyBytes } from './seal.js';
import { parseCredential } from './service-credentials.js';
import { hasPublicKeys, isUsable, parseKeySet } from './session-keys.js';
import { telemetryFaults, telemetryVariables } from './telemetry/variables.js';
import { bytesOf, count, fewestBytes, isSecureUrl, isVaried } from './variable-forms.js';
import { contact, pushServices, signingKey, vapidKey, wakeUrl } from './wake-variables.js';

/** The messages follow the variable's name. None repeats a value, which may be a secret. */
const missing = 'is missing; outside development (KB_OTP_DEVELOPMENT=1) it must be set.';
const monotonous = 'is not random; make it with `openssl rand -base64 32`.';
const secretLength = 32;
/** Fewer different ones don't happen in that many characters of hexadecimal. */
const fewestCharacters = 8;

const required = v.string(missing);
const flag = v.pipe(
  v.optional(v.picklist(['0', '1'], 'must be 1 or 0.'), '0'),
  v.transform((text) => text === '1'),
);
/** Seconds. */
const delay = v.optional(
  v.pipe(
    v.string(),
    v.regex(/^([0-9]|[1-9][0-9])$/, 'must be a whole number of seconds from 0 to 99.'),
    v.transform(Number),
  ),
);

export const usualPort = '8787';
const port = v.pipe(
  v.string(),
  v.check((given) => /^[0-9]{1,5}$/.test(given) && Number(given) <= 65_535, 'must be a number from 0 to 65535.'),
  v.transform(Number),
);

const secret = v.pipe(
  required,
  v.minLength(secretLength, `must have ${secretLength} characters or more.`),
  v.check((given) => given.length < secretLength || isVaried([...given], fewestCharacters), monotonous),
);

const secrets = v.pipe(
  required,
  v.transform((list) => list.split(',').map((each) => each.trim())),
  v.check(
    (list) => list.every((each) => each.length >= secretLength),
    `must have ${secretLength} characters or more, or be several such, with commas.`,
  ),
  v.check((list) => list.every((each) => isVaried([...each], fewestCharacters)), monotonous),
  v.check((list) => new Set(list).size === list.length, 'has one key twice.'),
);

const keySet = v.pipe(
  v.string(),
  v.transform((given) => (isSecureUrl(given) ? new URL(given) : parseKeySet(given))),
  v.check((given) => given !== null, 'must be a JWK Set (JSON), or its https address (http on this machine only).'),
  v.check(
    (given) => given === null || given instanceof URL || isUsable(given),
    'must hold public keys, or secrets of 32 bytes or more for HS256, each with a kid of its own.',
  ),
);

/** Several, so that a key can be exchanged. */
const keys = v.pipe(
  required,
  v.transform((list) => list.split(',').map((each) => each.trim())),
  v.check((list) => list.every(isKey), `must be ${sealKeyBytes} bytes in base64, or several such, with commas.`),
  v.check((list) => list.filter(isKey).every((each) => isVaried([...bytesOf(each)], fewestBytes)), monotonous),
  v.check((list) => new Set(list).size === list.length, 'has one key twice.'),
  v.transform((list) => list.map(bytesOf)),
);

function isKey(base64: string): boolean {
  const bytes = bytesOf(base64);
  return bytes.length === sealKeyBytes && bytes.toString('base64') === base64;
}

const origins = v.pipe(
  commaSeparated,
  v.check(
    (list) => list.every((origin) => URL.canParse(origin) && new URL(origin).origin === origin),
    'must list origins such as https://trade.example, with commas.',
  ),
);

/** `kb-trade=trade.example`: the host of each channel's page. */
const pages = v.pipe(
  commaSeparated,
  v.transform((list) => list.map((each) => each.split('='))),
  v.check(
    (list) => list.every(([channel = '', host = '', ...more]) => channel && isHost(host) && more.length === 0),
    'must list channels and hosts such as kb-trade=trade.example, with commas.',
  ),
  v.transform((list) => Object.fromEntries(list) as Readonly<Record<string, string>>),
);

const isHost = (host: string): boolean =>
  URL.canParse(`https://${host}`) && new URL(`https://${host}`).hostname === host;

const deliveryUrl = v.pipe(required, v.check(isSecureUrl, 'must be an https address (http on this machine only).'));

const databaseUrl = v.optional(
  v.pipe(
    v.string(),
    v.check((url) => /^postgres(ql)?:\/\//.test(url), 'must begin with postgres:// or postgresql://.'),
    v.check(
      (url) => !/^postgres/.test(url) || URL.canParse(url),
      'is no address; encode what is special in its password.',
    ),
  ),
);

const retention = v.pipe(
  commaSeparated,
  v.transform((list) => parseRetention(list)),
  v.check((days) => days !== null, retentionForm),
  v.transform((days) => days ?? {}),
);

/** Its beginning, UTC; epoch milliseconds. */
const date = v.optional(
  v.pipe(
    v.string(),
    v.check(isDate, 'must be a date such as 2027-03-01.'),
    v.transform((day) => Date.parse(day)),
  ),
);

/** A day that no month has would be taken for one of the next. */
function isDate(day: string): boolean {
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(`${day}T`);
}

const credentials = v.pipe(
  text,
  v.transform((list) => list.split(/[\s,]+/).filter((each) => each !== '')),
  v.transform((list) => list.map(parseCredential)),
  v.check(
    (list) => list.every((each) => each !== null),
    'must be of the form name:scope+scope:digest; `kb-otp-endpoint keys new` makes one.',
  ),
  v.transform((list) => list.filter((each) => each !== null)),
);

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;

const variables = {
  DATABASE_URL: databaseUrl,
  DATABASE_MIGRATION_URL: databaseUrl,
  KB_OTP_DATA_DIR: v.optional(v.string(), '.data'),
  KB_OTP_DATABASE_CONNECTIONS: count(10),
  KB_OTP_DATABASE_TIMEOUT: count(5),
  KB_OTP_SEAL_KEY: keys,
  KB_OTP_OPRF_KEY: keys,
  KB_OTP_SESSION_KEY: secrets,
  KB_OTP_SESSION_JWKS: v.optional(keySet),
  KB_OTP_SESSION_ISSUER: text,
  KB_OTP_SESSION_AUDIENCE: text,
  KB_OTP_SESSION_HOURS: count(720),
  KB_OTP_SERVICE_KEY: secret,
  KB_OTP_SERVICE_CREDENTIALS: credentials,
  ...kmsVariables,
  KB_OTP_ALLOWED_ORIGINS: origins,
  KB_OTP_DELIVERY_URL: deliveryUrl,
  KB_OTP_DELIVERY_KEY: text,
  KB_OTP_CHANNELS: channels,
  KB_OTP_VAPID_KEY: vapidKey,
  KB_OTP_VAPID_CONTACT: contact,
  KB_OTP_PUSH_SERVICES: pushServices,
  KB_OTP_WAKE_URL: wakeUrl,
  KB_OTP_WAKE_KEY: signingKey,
  KB_OTP_SMS_PAGES: pages,
  KB_OTP_HOTLINE: text,
  KB_OTP_REDUCED_LIMIT: reducedLimit,
  KB_OTP_MESSAGES_PER_HOUR: count(defaultPolicy.messages.perHour),
  KB_OTP_MESSAGES_PER_DAY: count(defaultPolicy.messages.perDay),
  KB_OTP_NUMBER_PREFIXES: prefixes,
  KB_OTP_UNREAD_PER_RANGE: count(defaultPolicy.toll.perRange),
  KB_OTP_UNREAD_PER_ADDRESS: count(defaultPolicy.toll.perAddress),
  KB_OTP_UNREAD_SHARE: share,
  KB_OTP_KEYLESS_DEVICES_UNTIL: date,
  KB_OTP_APPROVALS: purposes,
  KB_OTP_BOUND_CODES: purposes,
  KB_OTP_BOUND_CODE_SUITE: suite,
  KB_OTP_SCAN_KEY: v.optional(v.pipe(keys, areSigningKeys)),
  KB_OTP_SCAN_SECONDS: scanSeconds,
  KB_OTP_SESSION_GRANTS: ages,
  KB_OTP_SESSION_GRANT_IDLE: idle,
  KB_OTP_FOUR_EYES: deskActs,
  KB_OTP_FOUR_EYES_KEYS: v.optional(v.picklist(['1', '2'], 'must be 1 or 2.'), '1'),
  KB_OTP_FOUR_EYES_MINUTES: count(60),
  KB_OTP_HELPDESK_PER_AGENT: count(defaultPolicy.helpDesk.perAgent),
  KB_OTP_HELPDESK_PER_KEY: count(defaultPolicy.helpDesk.perCredential),
  KB_OTP_RETENTION_DAYS: retention,
  KB_OTP_REQUESTS_PER_SESSION: count(300),
  KB_OTP_REQUESTS_PER_ADDRESS: count(1200),
  KB_OTP_TRUSTED_PROXY: flag,
  HOST: v.optional(v.string(), 'localhost'),
  PORT: v.optional(port, usualPort),
  KB_OTP_OPERATIONS_HOST: v.optional(v.string()),
  KB_OTP_OPERATIONS_PORT: v.optional(port),
  KB_OTP_MAX_CONNECTIONS: count(2000),
  KB_OTP_SHUTDOWN_DELAY: delay,
  KB_OTP_LOG_LEVEL: v.optional(v.picklist(logLevels, `must be one of ${logLevels.join(', ')}.`), 'info'),
  ...telemetryVariables,
  KB_OTP_DEVELOPMENT: flag,
  NODE_ENV: v.optional(v.string()),
};

export type Name = keyof typeof variables;

export const names = Object.keys(variables) as readonly Name[];

const keyNames = [
  'KB_OTP_SEAL_KEY',
  'KB_OTP_OPRF_KEY',
  'KB_OTP_SCAN_KEY',
  'KB_OTP_SESSION_KEY',
  'KB_OTP_SERVICE_KEY',
] as const;

/** One secret in two places would make two secrets one. */
const distinct = keyNames.flatMap((name, index) => keyNames.slice(0, index).map((other) => [name, other] as const));

/** In development messages need not go anywhere; who has other keys of sessions needs no secret for them. */
const optional = { KB_OTP_DELIVERY_URL: v.optional(deliveryUrl), KB_OTP_SESSION_KEY: v.optional(secrets) };

function schemaFor(given: Environment): v.GenericSchema<unknown, Settings> {
  const isDevelopment = given['KB_OTP_DEVELOPMENT'] === '1';
  const hasKeySet = given['KB_OTP_SESSION_JWKS'] !== undefined;
  return v.object({
    ...variables,
    ...(isDevelopment ? { KB_OTP_DELIVERY_URL: optional.KB_OTP_DELIVERY_URL } : {}),
    ...(hasKeySet ? { KB_OTP_SESSION_KEY: optional.KB_OTP_SESSION_KEY } : {}),
  });
}

type Loosest = Omit<typeof variables, keyof typeof optional> & typeof optional;
export type Settings = v.InferOutput<v.ObjectSchema<Loosest, undefined>>;
export type Environment = Readonly<Record<string, string | undefined>>;
export type Reading =
  | { readonly ok: true; readonly settings: Settings }
  /** One sentence each, which begins with the name of the variable. */
  | { readonly ok: false; readonly faults: readonly string[] };

export function readVariables(environment: Environment): Reading {
  const given = Object.fromEntries(names.map((name) => [name, environment[name] || undefined]));
  const parsed = v.safeParse(schemaFor(given), given, { abortPipeEarly: true });
  const issues: readonly v.BaseIssue<unknown>[] = parsed.issues ?? [];
  const own = issues.map(({ path, message }) => `${String(path?.[0]?.key)} ${message}`);
  const together = [sharedSecrets, openToOthers, kmsFaults, telemetryFaults, contradictions].flatMap((faultsOf) =>
    faultsOf(given),
  );
  const faults = [...own, ...together, ...retired(environment)];
  return parsed.success && faults.length === 0 ? { ok: true, settings: parsed.output } : { ok: false, faults };
}

export type KmsReading =
  { readonly ok: true; readonly settings: KmsSettings } | { readonly ok: false; readonly faults: readonly string[] };

/** For a shell that asks the KMS alone. */
export function readKmsVariables(environment: Environment): KmsReading {
  const known = Object.keys(kmsVariables) as Array<keyof typeof kmsVariables>;
  const given = Object.fromEntries(known.map((name) => [name, environment[name] || undefined]));
  const parsed = v.safeParse(v.object(kmsVariables), given, { abortPipeEarly: true });
  const issues: readonly v.BaseIssue<unknown>[] = parsed.issues ?? [];
  const own = issues.map(({ path, message }) => `${String(path?.[0]?.key)} ${message}`);
  const faults = [...own, ...kmsFaults(given)];
  return parsed.success && faults.length === 0 ? { ok: true, settings: parsed.output } : { ok: false, faults };
}

/** What is not read any more would be missed without a word. */
const successors = {
  KB_OTP_POSTS_PER_SESSION: 'KB_OTP_REQUESTS_PER_SESSION',
  KB_OTP_POSTS_PER_ADDRESS: 'KB_OTP_REQUESTS_PER_ADDRESS',
} as const;

function retired(environment: Environment): string[] {
  const given = Object.entries(successors).filter(([name]) => environment[name]);
  return given.map(([name, successor]) => `${name} is called ${successor} now, and counts GETs too.`);
}

function sharedSecrets(given: Environment): string[] {
  const parts = (name: string) =>
    new Set(
      (given[name] ?? '')
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean),
    );
  const shares = ([name, other]: readonly [string, string]) => [...parts(name)].some((part) => parts(other).has(part));
  return distinct.filter(shares).map(([name, other]) => `${name} must differ from ${other}.`);
}

/** Whoever holds a public key's other half may sign for many services. */
function openToOthers(given: Environment): string[] {
  const text = given['KB_OTP_SESSION_JWKS'];
  const set = text === undefined ? null : parseKeySet(text);
  const isOpen = text !== undefined && (isSecureUrl(text) || (set !== null && isUsable(set) && hasPublicKeys(set)));
  const unset = (['KB_OTP_SESSION_ISSUER', 'KB_OTP_SESSION_AUDIENCE'] as const).filter((name) => !given[name]);
  return isOpen ? unset.map((name) => `${name} must be set where KB_OTP_SESSION_JWKS has public keys.`) : [];
}

/** One says nothing without the other. */
const pairs = [
  ['KB_OTP_VAPID_KEY', 'KB_OTP_VAPID_CONTACT'],
  ['KB_OTP_WAKE_URL', 'KB_OTP_WAKE_KEY'],
] as const;

function contradictions(given: Environment): string[] {
  const { KB_OTP_DEVELOPMENT: development, NODE_ENV: mode, KB_OTP_OPERATIONS_PORT: operations } = given;
  const migratesNothing = given['DATABASE_MIGRATION_URL'] !== undefined && given['DATABASE_URL'] === undefined;
  const own = given['PORT'] ?? usualPort;
  const broken: ReadonlyArray<readonly [boolean, string]> = [
    [development === '1' && mode === 'production', 'KB_OTP_DEVELOPMENT must not be 1 while NODE_ENV is production.'],
    [migratesNothing, 'DATABASE_MIGRATION_URL needs a DATABASE_URL beside it.'],
    [own !== '0' && operations === own, 'KB_OTP_OPERATIONS_PORT must differ from PORT.'],
    [
      own === '65535' && operations === undefined,
      'KB_OTP_OPERATIONS_PORT must be set where PORT is the last there is.',
    ],
    ...pairs.map(
      ([one, other]) => [Boolean(given[one]) && !given[other], `${other} must be set where ${one} is.`] as const,
    ),
  ];
  return broken.filter(([holds]) => holds).map(([, sentence]) => sentence);
}
