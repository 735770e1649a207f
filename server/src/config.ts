/** The endpoint's configuration, and how it is read from the environment. */

import { resolve } from 'node:path';
import type { Delivery } from './delivery/delivery.js';
import type { WakeWebhookConfig } from './delivery/wake-webhook.js';
import type { WebPushConfig } from './delivery/web-push.js';
import { day, defaultPolicy, hour, minute, second, type Policy } from './domain/policy.js';
import type { Retention } from './domain/retention.js';
import { developmentKeys } from './development-keys.js';
import type { RequestLimits } from './http/context.js';
import { createTransit } from './kms/transit.js';
import type { KmsFault } from './kms/kms.js';
import { patiently, unwrapAll, withStandIns, wrappedIn } from './kms/wrapped-keys.js';
import type { LogConfig } from './logging.js';
import type { ServiceCredential } from './service-credentials.js';
import type { DatabaseConfig } from './store/connect.js';
import type { SessionRules } from './session.js';
import type { ClockShift } from './store/clock.js';
import { telemetryOf, type TelemetryConfig } from './telemetry/variables.js';
import type { Recorder } from './trace.js';
import { readVariables, type Environment, type Settings } from './variables.js';

export type { Environment } from './variables.js';

export type DeliveryConfig =
  | { readonly kind: 'inbox' }
  | { readonly kind: 'webhook'; readonly url: string; readonly key: string | null }
  | { readonly kind: 'custom'; readonly delivery: Delivery };

/** How devices are woken when a request waits for approval there. */
export interface WakeConfig {
  /** Browsers; null for none. */
  readonly push: WebPushConfig | null;
  /** The host's own app, where there is no browser to wake; null for none. */
  readonly webhook: WakeWebhookConfig | null;
}

export interface EndpointConfig {
  readonly database: DatabaseConfig;
  /** 32 bytes each. The first seals, all of them open. */
  readonly sealKeys: readonly Uint8Array[];
  /** As `sealKeys`, for the OPRF keys of devices alone: whoever has one of the two kinds can guess no password. */
  readonly oprfKeys: readonly Uint8Array[];
  /** Private keys of P-256, 32 bytes each: the first signs what is scanned off a page. None where it is absent. */
  readonly scanKeys?: readonly Uint8Array[];
  /** Signs the sessions of customers (HS256); shared with the host's login. Empty: nothing is signed so. */
  readonly sessionKey: string;
  /** What else a session must be, and by which other keys it may be; `usualSessions` where it says nothing. */
  readonly sessions?: Partial<SessionRules>;
  /** Bearer token of the host's back end, which may do everything; empty for none. */
  readonly serviceKey: string;
  /** Of systems that may do some of it. */
  readonly serviceCredentials?: readonly ServiceCredential[];
  /** Origins of pages on other hosts that may use the endpoint. */
  readonly allowedOrigins: readonly string[];
  readonly delivery: DeliveryConfig;
  /** Nobody is woken where it is absent, but in development the inbox is told. */
  readonly wake?: WakeConfig;
  /** Demo accounts, an inbox, and routes below `/dev` that open doors. Never in production. */
  readonly development: boolean;
  readonly policy: Policy;
  /** Days for which what is over is kept, where they are not the usual ones. */
  readonly retention?: Partial<Retention>;
  readonly limits: RequestLimits;
  /** Whether the last address of X-Forwarded-For is the client's. */
  readonly trustedProxy: boolean;
  readonly log: LogConfig;
  /** Who keeps what is done in traces; nobody when absent. It is closed with the endpoint. */
  readonly recorder?: Recorder;
  /** For tests. */
  readonly clockShift?: ClockShift;
}

/** How the process listens and stops. */
export interface ServerConfig {
  readonly port: number;
  readonly hostname: string;
  /** For those who run the endpoint; null for none. */
  readonly operations: { readonly port: number; readonly hostname: string } | null;
  readonly maxConnections: number;
  /** Milliseconds in which it takes requests and says that it is not ready, before it stops. */
  readonly shutdownDelay: number;
}

/** What is missing or wrong in the configuration: a sentence a line, each of which names a variable. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

export const defaultLimits: RequestLimits = { perSession: 300, perAddress: 1200 };
/** Seconds. */
const usualShutdownDelay = 3;

export const usualSessions: Omit<SessionRules, 'keys'> = {
  keySet: null,
  issuer: null,
  audience: null,
  longest: 30 * day,
};

/** As {@link processConfig}, for an environment in which no key is wrapped. @throws {ConfigError} */
export function configFromEnvironment(environment: Environment): EndpointConfig {
  return processConfig(environment).endpoint;
}

export interface ProcessConfig {
  readonly endpoint: EndpointConfig;
  readonly server: ServerConfig;
  /** Null where no traces are exported. */
  readonly telemetry: TelemetryConfig | null;
}

/**
 * For an environment in which no key is wrapped.
 * @throws {ConfigError} with every fault that there is
 */
export function processConfig(environment: Environment): ProcessConfig {
  const wrapped = wrappedIn(environment).map((name) => `${name} is wrapped: it has to be unwrapped first.`);
  if (wrapped.length > 0) throw new ConfigError(wrapped.join('\n'));
  return configOf(settingsOf(environment));
}

/** What the process waits for the KMS with. */
export interface Waiting {
  readonly server: ServerConfig;
  readonly log: LogConfig;
  readonly fault: KmsFault;
  /** Milliseconds until it is asked again. */
  readonly pause: number;
}

/**
 * Has the keys unwrapped that are wrapped; where none is, nobody is asked.
 * @param waits told each time that the KMS is away, before it is asked again
 * @throws {ConfigError} with every fault that there is, before the KMS is asked
 * @throws {KmsFault}
 */
export async function openConfig(
  environment: Environment,
  waits: (waiting: Waiting) => Promise<void> | void,
): Promise<ProcessConfig> {
  const wrapped = wrappedIn(environment);
  if (wrapped.length === 0) return processConfig(environment);
  const settings = settingsOf(withStandIns(environment), wrapped);
  const { server, endpoint } = configOf(settings);
  const kms = createTransit(settings);
  const longest = settings.KB_OTP_KMS_PATIENCE * 1000;
  const unwrapped = await patiently(() => unwrapAll(environment, kms), {
    longest,
    waits: (fault, pause) => waits({ server, log: endpoint.log, fault, pause }),
  });
  return configOf(settingsOf(unwrapped));
}

const configOf = (settings: Settings): ProcessConfig => ({
  endpoint: endpointOf(settings),
  server: serverOf(settings),
  telemetry: telemetryOf(settings),
});

/** @param wrapped keys for which somebody has to be asked */
function settingsOf(environment: Environment, wrapped: readonly string[] = []): Settings {
  const reading = readVariables(withDevelopmentKeys(environment));
  const nobody = wrapped.length > 0 && !environment['KB_OTP_KMS_URL'];
  const own = nobody ? [`KB_OTP_KMS_URL must be set: ${wrapped.join(', ')} is wrapped.`] : [];
  if (!reading.ok) throw new ConfigError([...reading.faults, ...own].join('\n'));
  if (nobody) throw new ConfigError(own.join('\n'));
  return reading.settings;
}

function withDevelopmentKeys(environment: Environment): Environment {
  const isDevelopment = environment['KB_OTP_DEVELOPMENT'] === '1' && environment['NODE_ENV'] !== 'production';
  if (!isDevelopment) return environment;
  const given = Object.entries(environment).filter(([, value]) => value !== undefined && value !== '');
  return { ...developmentKeys(resolve(environment['KB_OTP_DATA_DIR'] || '.data')), ...Object.fromEntries(given) };
}

function endpointOf(settings: Settings): EndpointConfig {
  return {
    database: databaseOf(settings),
    sealKeys: settings.KB_OTP_SEAL_KEY,
    oprfKeys: settings.KB_OTP_OPRF_KEY,
    scanKeys: settings.KB_OTP_SCAN_KEY ?? [],
    sessionKey: settings.KB_OTP_SESSION_KEY?.[0] ?? '',
    sessions: sessionsOf(settings),
    serviceKey: settings.KB_OTP_SERVICE_KEY,
    serviceCredentials: settings.KB_OTP_SERVICE_CREDENTIALS,
    allowedOrigins: settings.KB_OTP_ALLOWED_ORIGINS,
    delivery: deliveryOf(settings),
    wake: wakeOf(settings),
    development: settings.KB_OTP_DEVELOPMENT,
    policy: policyOf(settings),
    retention: settings.KB_OTP_RETENTION_DAYS,
    limits: { perSession: settings.KB_OTP_REQUESTS_PER_SESSION, perAddress: settings.KB_OTP_REQUESTS_PER_ADDRESS },
    trustedProxy: settings.KB_OTP_TRUSTED_PROXY,
    log: { level: settings.KB_OTP_LOG_LEVEL },
  };
}

function sessionsOf(settings: Settings): SessionRules {
  return {
    keys: settings.KB_OTP_SESSION_KEY ?? [],
    keySet: settings.KB_OTP_SESSION_JWKS ?? null,
    issuer: settings.KB_OTP_SESSION_ISSUER || null,
    audience: settings.KB_OTP_SESSION_AUDIENCE || null,
    longest: settings.KB_OTP_SESSION_HOURS * hour,
  };
}

function policyOf(settings: Settings): Policy {
  return {
    ...defaultPolicy,
    messages: {
      ...defaultPolicy.messages,
      perHour: settings.KB_OTP_MESSAGES_PER_HOUR,
      perDay: settings.KB_OTP_MESSAGES_PER_DAY,
    },
    toll: {
      prefixes: settings.KB_OTP_NUMBER_PREFIXES,
      perRange: settings.KB_OTP_UNREAD_PER_RANGE,
      perAddress: settings.KB_OTP_UNREAD_PER_ADDRESS,
      unreadShare: settings.KB_OTP_UNREAD_SHARE,
    },
    smsPages: settings.KB_OTP_SMS_PAGES,
    channels: settings.KB_OTP_CHANNELS,
    keylessDevicesUntil: settings.KB_OTP_KEYLESS_DEVICES_UNTIL ?? null,
    hotline: settings.KB_OTP_HOTLINE || null,
    approvals: { ...defaultPolicy.approvals, purposes: settings.KB_OTP_APPROVALS },
    boundCodes: { purposes: settings.KB_OTP_BOUND_CODES, suite: settings.KB_OTP_BOUND_CODE_SUITE },
    scan: { ...defaultPolicy.scan, period: settings.KB_OTP_SCAN_SECONDS * second },
    sessionGrants: sessionGrantsOf(settings),
    reducedLimit: reducedLimitOf(settings),
    helpDesk: helpDeskOf(settings),
  };
}

function sessionGrantsOf(settings: Settings): Policy['sessionGrants'] {
  const ages = Object.entries(settings.KB_OTP_SESSION_GRANTS).map(([purpose, age]) => [purpose, age * minute]);
  return {
    maxAge: Object.fromEntries(ages) as Policy['sessionGrants']['maxAge'],
    idle: settings.KB_OTP_SESSION_GRANT_IDLE * minute,
  };
}

function helpDeskOf(settings: Settings): Policy['helpDesk'] {
  return {
    fourEyes: settings.KB_OTP_FOUR_EYES,
    otherCredential: settings.KB_OTP_FOUR_EYES_KEYS === '2',
    decisionTime: settings.KB_OTP_FOUR_EYES_MINUTES * minute,
    perAgent: settings.KB_OTP_HELPDESK_PER_AGENT,
    perCredential: settings.KB_OTP_HELPDESK_PER_KEY,
  };
}

function serverOf(settings: Settings): ServerConfig {
  const delay = settings.KB_OTP_SHUTDOWN_DELAY ?? (settings.KB_OTP_DEVELOPMENT ? 0 : usualShutdownDelay);
  return {
    port: settings.PORT,
    hostname: settings.HOST,
    operations: operationsOf(settings),
    maxConnections: settings.KB_OTP_MAX_CONNECTIONS,
    shutdownDelay: delay * 1000,
  };
}

/** Any free port beside any free port. */
function operationsOf(settings: Settings): ServerConfig['operations'] {
  const { PORT: port, HOST: host } = settings;
  const next = port === 0 ? 0 : port + 1;
  return { port: settings.KB_OTP_OPERATIONS_PORT ?? next, hostname: settings.KB_OTP_OPERATIONS_HOST ?? host };
}

function databaseOf(settings: Settings): DatabaseConfig {
  const { DATABASE_URL: url, KB_OTP_DATABASE_CONNECTIONS: poolSize, KB_OTP_DATABASE_TIMEOUT: seconds } = settings;
  if (url === undefined) return { kind: 'sqlite', file: resolve(settings.KB_OTP_DATA_DIR, 'kb-otp.db') };
  const { DATABASE_MIGRATION_URL: migrationUrl } = settings;
  const own = migrationUrl === undefined ? {} : { migrationUrl };
  return { kind: 'postgres', url, ...own, poolSize, timeout: seconds * 1000 };
}

/** `0` is for no such limit. */
function reducedLimitOf({ KB_OTP_REDUCED_LIMIT: amount }: Settings): Policy['reducedLimit'] {
  const { reducedLimit } = defaultPolicy;
  return reducedLimit === null || amount === 0 ? null : { ...reducedLimit, amount };
}

function deliveryOf({ KB_OTP_DELIVERY_URL: url, KB_OTP_DELIVERY_KEY: key }: Settings): DeliveryConfig {
  return url === undefined ? { kind: 'inbox' } : { kind: 'webhook', url, key: key || null };
}

function wakeOf(settings: Settings): WakeConfig {
  const { KB_OTP_VAPID_KEY: key, KB_OTP_VAPID_CONTACT: subject, KB_OTP_PUSH_SERVICES: services } = settings;
  const { KB_OTP_WAKE_URL: url, KB_OTP_WAKE_KEY: signingKey } = settings;
  return {
    push: key === undefined || subject === undefined ? null : { key, subject, services },
    webhook: url === undefined || signingKey === undefined ? null : { url, key: signingKey },
  };
}
