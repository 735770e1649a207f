/** The endpoint's configuration, and how it is read from the environment. */

import { resolve } from 'node:path';
import type { Delivery } from './delivery/delivery.js';
import { defaultPolicy, mostDong, type Policy } from './domain/policy.js';
import { developmentKeys } from './development-keys.js';
import type { RequestLimits } from './http/context.js';
import type { LogConfig } from './logging.js';
import { sealKeyBytes } from './seal.js';
import type { DatabaseConfig } from './store/connect.js';
import type { ClockShift } from './store/kysely-store.js';

export type DeliveryConfig =
  | { readonly kind: 'inbox' }
  | { readonly kind: 'webhook'; readonly url: string; readonly key: string | null }
  | { readonly kind: 'custom'; readonly delivery: Delivery };

export interface EndpointConfig {
  readonly database: DatabaseConfig;
  /** 32 bytes each. The first seals, all of them open. */
  readonly sealKeys: readonly Uint8Array[];
  /** As `sealKeys`, for the OPRF keys of devices alone: whoever has one of the two kinds can guess no password. */
  readonly oprfKeys: readonly Uint8Array[];
  /** Signs the sessions of customers (HS256); shared with the host's login. */
  readonly sessionKey: string;
  /** Bearer token of the host's back end, which redeems grants. */
  readonly serviceKey: string;
  /** Origins of pages on other hosts that may use the endpoint. */
  readonly allowedOrigins: readonly string[];
  readonly delivery: DeliveryConfig;
  /** Demo accounts, an inbox, and routes below `/dev` that open doors. Never in production. */
  readonly development: boolean;
  readonly policy: Policy;
  readonly limits: RequestLimits;
  /** Whether the last address of X-Forwarded-For is the client's. */
  readonly trustedProxy: boolean;
  readonly log: LogConfig;
  /** For tests. */
  readonly clockShift?: ClockShift;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** A variable that is missing or wrong; the message is one sentence that names it. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

export const defaultLimits: RequestLimits = { perSession: 120, perAddress: 1200 };
const poolSize = 10;
const databaseTimeoutSeconds = 5;
const secretLength = 32;

/** @throws {ConfigError} */
export function configFromEnvironment(environment: Environment): EndpointConfig {
  const development = isDevelopment(environment);
  const dataFolder = resolve(environment['KB_OTP_DATA_DIR'] || '.data');
  const keys = development ? { ...developmentKeys(dataFolder), ...present(environment) } : environment;
  return {
    database: databaseOf(environment, dataFolder),
    sealKeys: sealKeysOf(keys, 'KB_OTP_SEAL_KEY'),
    oprfKeys: oprfKeysOf(keys),
    sessionKey: secretOf(keys, 'KB_OTP_SESSION_KEY'),
    serviceKey: secretOf(keys, 'KB_OTP_SERVICE_KEY'),
    allowedOrigins: originsOf(environment),
    delivery: deliveryOf(environment, development),
    development,
    policy: policyOf(environment),
    limits: {
      perSession: countOf(environment, 'KB_OTP_POSTS_PER_SESSION', defaultLimits.perSession),
      perAddress: countOf(environment, 'KB_OTP_POSTS_PER_ADDRESS', defaultLimits.perAddress),
    },
    trustedProxy: environment['KB_OTP_TRUSTED_PROXY'] === '1',
    log: { level: logLevelOf(environment) },
  };
}

function policyOf(environment: Environment): Policy {
  const hotline = environment['KB_OTP_HOTLINE'] || null;
  return { ...defaultPolicy, hotline, reducedLimit: reducedLimitOf(environment) };
}

/** Dong; `0` for no such limit. */
function reducedLimitOf(environment: Environment): Policy['reducedLimit'] {
  const name = 'KB_OTP_REDUCED_LIMIT';
  const { reducedLimit } = defaultPolicy;
  const text = environment[name];
  if (!text || reducedLimit === null) return reducedLimit;
  const amount = Number(text);
  if (!/^[0-9]{1,16}$/.test(text) || amount > mostDong) {
    throw new ConfigError(`${name} must be a whole number of dong up to ${mostDong}, or 0 for no such limit.`);
  }
  return amount === 0 ? null : { ...reducedLimit, amount };
}

function isDevelopment(environment: Environment): boolean {
  const development = environment['KB_OTP_DEVELOPMENT'] === '1';
  if (development && environment['NODE_ENV'] === 'production') {
    throw new ConfigError('KB_OTP_DEVELOPMENT must not be 1 while NODE_ENV is production.');
  }
  return development;
}

function present(environment: Environment): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''));
}

function databaseOf(environment: Environment, dataFolder: string): DatabaseConfig {
  const url = environment['DATABASE_URL'];
  if (!url) return { kind: 'sqlite', file: resolve(dataFolder, 'kb-otp.db') };
  const isPostgres = /^postgres(ql)?:\/\//.test(url);
  if (!isPostgres) throw new ConfigError('DATABASE_URL must begin with postgres:// or postgresql://.');
  const seconds = countOf(environment, 'KB_OTP_DATABASE_TIMEOUT', databaseTimeoutSeconds);
  return { kind: 'postgres', url, poolSize, timeout: seconds * 1000 };
}

function required(environment: Environment, name: string): string {
  const value = environment[name];
  if (!value) throw new ConfigError(`${name} is missing; outside development (KB_OTP_DEVELOPMENT=1) it must be set.`);
  return value;
}

function secretOf(environment: Environment, name: string): string {
  const secret = required(environment, name);
  if (secret.length < secretLength) throw new ConfigError(`${name} must have ${secretLength} characters or more.`);
  return secret;
}

function sealKeysOf(environment: Environment, name: string): Uint8Array[] {
  const keys = required(environment, name).split(',').map((text) => text.trim());
  return keys.map((text) => {
    const key = Buffer.from(text, 'base64');
    const fits = key.length === sealKeyBytes && key.toString('base64') === text;
    if (!fits) throw new ConfigError(`${name} must be ${sealKeyBytes} bytes in base64, or several such, with commas.`);
    return key;
  });
}

/** One key for both would make two secrets one. */
function oprfKeysOf(environment: Environment): Uint8Array[] {
  const name = 'KB_OTP_OPRF_KEY';
  const keys = sealKeysOf(environment, name);
  const others = sealKeysOf(environment, 'KB_OTP_SEAL_KEY').map((key) => Buffer.from(key));
  const isShared = keys.some((key) => others.some((other) => other.equals(key)));
  if (isShared) throw new ConfigError(`${name} must differ from KB_OTP_SEAL_KEY.`);
  return keys;
}

function originsOf(environment: Environment): string[] {
  const name = 'KB_OTP_ALLOWED_ORIGINS';
  const origins = (environment[name] ?? '').split(',').map((text) => text.trim()).filter((text) => text !== '');
  for (const origin of origins) {
    const exact = URL.canParse(origin) && new URL(origin).origin === origin;
    if (!exact) throw new ConfigError(`${name} must list origins such as https://trade.example, with commas.`);
  }
  return origins;
}

function deliveryOf(environment: Environment, development: boolean): DeliveryConfig {
  const name = 'KB_OTP_DELIVERY_URL';
  if (development && !environment[name]) return { kind: 'inbox' };
  const url = required(environment, name);
  if (!isSecureUrl(url)) throw new ConfigError(`${name} must be an https address (http on this machine only).`);
  return { kind: 'webhook', url, key: environment['KB_OTP_DELIVERY_KEY'] || null };
}

function isSecureUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname));
}

function countOf(environment: Environment, name: string, otherwise: number): number {
  const text = environment[name];
  if (!text) return otherwise;
  if (!/^[1-9][0-9]{0,6}$/.test(text)) throw new ConfigError(`${name} must be a whole number from 1 to 9999999.`);
  return Number(text);
}

const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;

function logLevelOf(environment: Environment): LogConfig['level'] {
  const text = environment['KB_OTP_LOG_LEVEL'] || 'info';
  const level = logLevels.find((known) => known === text);
  if (level === undefined) throw new ConfigError(`KB_OTP_LOG_LEVEL must be one of ${logLevels.join(', ')}.`);
  return level;
}
