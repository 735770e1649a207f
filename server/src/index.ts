/** The KB-OTP reference endpoint: everything behind one `fetch`. */

import { randomBytes } from 'node:crypto';
import type { Hono } from 'hono';
import { ConfigError, usualSessions, type DeliveryConfig, type EndpointConfig, type WakeConfig } from './config.js';
import type { Delivery } from './delivery/delivery.js';
import { createInbox, type Inbox } from './delivery/inbox.js';
import { withRehearsal } from './delivery/rehearsal.js';
import { firstOf, type Wake } from './delivery/wake.js';
import { createWakeWebhook } from './delivery/wake-webhook.js';
import { applicationServerKey, createWebPush } from './delivery/web-push.js';
import { createWebhook } from './delivery/webhook.js';
import { policyFault } from './domain/policy.js';
import { usualRetention, type Retention } from './domain/retention.js';
import { createApp, createOperations } from './http/app.js';
import type { HttpEnv, HttpDeps } from './http/context.js';
import { loadContract } from './http/contract.js';
import { createApprovalWatch } from './http/approval-watch.js';
import type { Readiness } from './http/routes/operations.js';
import { createDeviceKeys } from './http/device-keys.js';
import { createLeases } from './http/leases.js';
import { developmentRoutes } from './http/routes/development.js';
import { createLogger, describeError } from './logging.js';
import { createMetrics, type Metrics } from './metrics.js';
import { createMacRing, createSeal, deriveKey, deriveMac, macUnder, type Mac, type MacRing } from './seal.js';
import { createScanSigner } from './scan-keys.js';
import { demoAccounts } from './seed/demo-accounts.js';
import { createSeeder } from './seed/seed.js';
import type { Deps } from './services/deps.js';
import { createOutbox, type OutboxParts } from './services/outbox.js';
import { createWakes } from './services/wakes.js';
import { digestOf, serviceScopes, type ServiceCredential } from './service-credentials.js';
import { createSessionReader } from './session.js';
import { keysFit, registerKeys, type KeyRings } from './store/canaries.js';
import { keptSecret } from './store/kept-secrets.js';
import { openStore, type OpenStore } from './store/kysely-store.js';
import { unrecorded } from './trace.js';

export { ConfigError, configFromEnvironment, defaultLimits, openConfig, processConfig } from './config.js';
export type {
  DeliveryConfig,
  EndpointConfig,
  Environment,
  ProcessConfig,
  ServerConfig,
  Waiting,
  WakeConfig,
} from './config.js';
export { KmsFault } from './kms/kms.js';
export { listen, usualPatience, type Listening } from './listen.js';
export { DeliveryRefused, type CodeMessage, type Delivery } from './delivery/delivery.js';
export { defaultPolicy, type Policy } from './domain/policy.js';
export { demoAccounts, demoCustomer, type DemoAccount } from './seed/demo-accounts.js';
export { describeStartFault } from './start-faults.js';
export { FileTaken } from './store/sqlite-owner.js';
export type { Recorder, Span, SpanAttributes, SpanEnd, Trace } from './trace.js';
export { issueSession, type SessionRequest, type SessionRules } from './session.js';

export interface Endpoint {
  /** @param bindings what the HTTP server knows of the connection; for limits by address */
  fetch(request: Request, bindings?: HttpEnv['Bindings']): Promise<Response>;
  /** What those who run it ask: `/healthz`, `/readyz`, `/metrics`. Customers must not reach it. */
  operations(request: Request): Promise<Response>;
  /** Whether requests can be served: the database answers, and nothing is being shut down. */
  ready(): Promise<boolean>;
  /** Says from now on that it is not ready, and goes on serving. */
  retire(): void;
  close(): Promise<void>;
}

/** Milliseconds between two sweeps, whoever makes them, and between two looks whether one is due. */
const [sweepInterval, lookInterval] = [10 * 60_000, 60_000];
/** Milliseconds for which an entry of the audit trail waits for its place in the chain at most. */
const linkInterval = 10_000;
/** Milliseconds between two looks whether a notice is due. */
const outboxInterval = 5000;
/** Milliseconds between two looks whether a device is to be woken. */
const wakeInterval = 5000;
/** Milliseconds. */
const readinessPatience = 1000;

/** Opens the database, brings its schema up to date, and is ready when the promise resolves. */
export async function createEndpoint(config: EndpointConfig): Promise<Endpoint> {
  const fault = policyFault(config.policy);
  if (fault !== null) throw new ConfigError(`The policy may not be used: ${fault}.`);
  const seal = createSeal(config.sealKeys);
  const opened = await openStore(config.database, config.clockShift ?? (() => 0), retentionOf(config));
  const inbox = createInbox();
  const rings: KeyRings = { seal: config.sealKeys, oprf: config.oprfKeys };
  await requireKeys(opened, rings);
  const stop = new AbortController();
  const decoyMac = await standIns(config, opened);
  const http = httpDeps(config, { store: opened.store, seal, inbox, decoyMac, stopping: stop.signal });
  const seeder = createSeeder(opened.db, seal, demoAccounts);
  if (config.development) await seeder.fill();
  const check = () => needsOf(opened, rings);
  return start(config, { http, stop }, opened, check, (app) =>
    developmentRoutes(app, { http, inbox, reset: seeder.reset }),
  );
}

const retentionOf = ({ retention }: EndpointConfig): Retention => ({ ...usualRetention, ...retention });

function start(
  config: EndpointConfig,
  { http, stop }: { readonly http: HttpDeps; readonly stop: AbortController },
  { store }: OpenStore,
  check: () => Promise<Needs>,
  development: (app: Hono<HttpEnv>) => void,
): Endpoint {
  let [retired, closing] = [false, false];
  const readiness = async (): Promise<Readiness> => {
    if (retired || closing) return stopping;
    const parts = await check();
    return { isReady: parts.database === 'ok' && parts.keys === 'ok', parts: { process: 'serving', ...parts } };
  };
  const app = createApp({ http, closing: () => closing, development: config.development ? development : null });
  const operations = createOperations(http, readiness);
  const { logger, metrics } = http;
  const timers = [
    repeat(
      lookInterval,
      () => sweepWhenDue(store, metrics),
      (error) => logger.warn(describeError(error), 'sweep failed'),
    ),
    repeat(
      linkInterval,
      () => linkTrail(http),
      (error) => logger.warn(describeError(error), 'the audit trail was not linked'),
    ),
    repeat(
      outboxInterval,
      () => drainWhenDue(http),
      (error) => logger.warn(describeError(error), 'notices wait'),
    ),
    repeat(
      wakeInterval,
      () => http.deps.wakes.drain(),
      (error) => logger.warn(describeError(error), 'devices wait to be woken'),
    ),
  ];
  return {
    fetch: async (request, bindings) => app.fetch(request, bindings),
    operations: async (request) => operations.fetch(request),
    ready: async () => (await readiness()).isReady,
    retire() {
      retired = true;
      stop.abort();
    },
    async close() {
      if (closing) return;
      closing = true;
      stop.abort();
      timers.forEach(clearInterval);
      http.leases.close();
      await Promise.all([http.deps.outbox.close(), http.deps.wakes.close()]);
      await store.close();
      await http.recorder.close();
    },
  };
}

/** One run at a time: the next begins when the one before has ended. */
function repeat(interval: number, run: () => Promise<void>, failed: (error: unknown) => void): NodeJS.Timeout {
  let running = false;
  const begin = () => {
    if (running) return;
    running = true;
    void run()
      .catch(failed)
      .finally(() => (running = false));
  };
  return setInterval(begin, interval).unref();
}

const variables = { seal: 'KB_OTP_SEAL_KEY', oprf: 'KB_OTP_OPRF_KEY' } as const;
const keyFaults = {
  wrong: 'is not the key under which this database is sealed.',
  incomplete: 'lacks a key under which secrets of this database are sealed; put it after the first, with a comma.',
} as const;

/** @throws {ConfigError} before a wrong key does harm */
async function requireKeys({ store, db }: OpenStore, rings: KeyRings): Promise<void> {
  const found = await registerKeys(db, rings).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  if (found === null) return;
  await store.close();
  throw new ConfigError(`${variables[found.seal]} ${keyFaults[found.fault]}`);
}

type Needs = Omit<Readiness['parts'], 'process'>;

const stopping: Readiness = {
  isReady: false,
  parts: { process: 'stopping', database: 'not asked', keys: 'not asked' },
};

/** How the database is, and whether it is the one that the keys are for: that is told as long as it can be read. */
async function needsOf({ store, db }: OpenStore, rings: KeyRings): Promise<Needs> {
  const [answers, fit] = await Promise.all([inTime(store.probe().then(() => true)), inTime(keysFit(db, rings))]);
  if (fit === null) return { database: answers === null ? 'away' : 'ok', keys: 'not asked' };
  return { database: answers === null ? 'takes nothing' : 'ok', keys: fit ? 'ok' : 'wrong' };
}

async function sweepWhenDue(store: OpenStore['store'], metrics: Metrics): Promise<void> {
  metrics.lateness(await store.lateness());
  const swept = await store.sweep(sweepInterval);
  if (swept === null) return;
  metrics.swept(swept);
  metrics.lateness(await store.lateness());
}

/** Where the log is kept elsewhere, the points of the chain are too. */
async function linkTrail({ deps: { store }, logger }: HttpDeps): Promise<void> {
  const end = await store.linkTrail();
  if (end !== null) logger.info(end, 'the audit trail is linked');
}

async function drainWhenDue({ deps: { store, outbox }, metrics }: HttpDeps): Promise<void> {
  const { waiting, since, due, dead } = await store.notices.backlog();
  const now = store.estimatedNow();
  metrics.backlog(waiting, since === null ? 0 : now - since, dead);
  if (due !== null && due <= now) await outbox.drain();
}

/** Null where there is no answer before those who ask have lost their patience; they ask again soon. */
async function inTime<Answer>(answer: Promise<Answer>): Promise<Answer | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), readinessPatience);
  });
  try {
    return await Promise.race([answer.catch(() => null), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Stand-ins must look the same at every process and for ever, whichever keys come and go. */
async function standIns({ sessionKey, sealKeys }: EndpointConfig, { db, store }: OpenStore): Promise<Mac> {
  const make = () => (sessionKey === '' ? randomBytes(32) : deriveKey(Buffer.from(sessionKey), 'decoy'));
  const secret = await keptSecret(db, sealKeys, 'stand-ins', make).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  return macUnder(secret);
}

interface Parts extends Pick<Deps, 'store' | 'seal' | 'decoyMac'> {
  readonly stopping: AbortSignal;
  readonly inbox: Inbox;
}

function httpDeps(config: EndpointConfig, parts: Parts): HttpDeps {
  const { store, seal, stopping } = parts;
  const keys = config.sessionKey === '' ? [] : [config.sessionKey];
  const sessions = { ...usualSessions, keys, ...config.sessions };
  const metrics = createMetrics();
  const logger = createLogger(config.log);
  const mac = (use: string) => createMacRing(config.sealKeys, use);
  return {
    deps: kitOf(config, { ...parts, logger, counts: countsOf(metrics, logger) }, mac),
    contract: loadContract(),
    seal,
    requestMac: mac('request'),
    leases: createLeases(store, logger),
    deviceKeys: createDeviceKeys(store),
    approvals: createApprovalWatch(store, { logger, metrics }),
    stopping,
    sessionKey: config.sessionKey,
    sessions,
    readSession: createSessionReader(sessions),
    serviceCredentials: credentialsOf(config),
    allowedOrigins: config.allowedOrigins,
    limits: config.limits,
    trustedProxy: config.trustedProxy,
    addressMac: deriveMac(config.sealKeys[0] ?? new Uint8Array(), 'address'),
    logger,
    metrics,
    recorder: config.recorder ?? unrecorded,
  };
}

/** Which range is shut, operators have to know; a metric has no room for it. */
function countsOf({ counts }: Metrics, logger: HttpDeps['logger']): Deps['counts'] {
  return {
    ...counts,
    withheld(code) {
      counts.withheld(code);
      logger.warn(code, 'a code was not sent');
    },
  };
}

/** The one key of a small deployment may do everything. */
function credentialsOf({ serviceKey, serviceCredentials = [] }: EndpointConfig): readonly ServiceCredential[] {
  const whole = { name: 'service', scopes: serviceScopes, digest: digestOf(serviceKey) };
  return serviceKey === '' ? serviceCredentials : [whole, ...serviceCredentials];
}

function kitOf(
  endpoint: EndpointConfig,
  parts: Parts & Pick<OutboxParts, 'logger'> & Pick<Deps, 'counts'>,
  mac: (use: string) => MacRing,
): Deps {
  const { policy, delivery: config, oprfKeys } = endpoint;
  const { store, seal, counts, decoyMac } = parts;
  const delivery = withRehearsal(deliveryBy(config, parts.inbox));
  return {
    store,
    seal,
    oprfSeal: createSeal(oprfKeys),
    policy,
    retention: retentionOf(endpoint),
    counts,
    codeMac: mac('delivered-code'),
    targetMac: mac('message-target'),
    provisioningMac: mac('provisioning'),
    decoyMac,
    delivery,
    outbox: createOutbox({ ...parts, policy, delivery }),
    wakes: createWakes({ ...parts, wake: wakeBy(endpoint, parts.inbox) }),
    scans: createScanSigner(endpoint.scanKeys ?? []),
    push: pushFacts(endpoint.wake),
  };
}

function deliveryBy(config: DeliveryConfig, inbox: Inbox): Delivery {
  if (config.kind === 'custom') return config.delivery;
  return config.kind === 'webhook' ? createWebhook(config) : inbox;
}

/** In development the inbox stands for a phone, as it does for messages. */
function wakeBy({ wake, development }: EndpointConfig, inbox: Inbox): Wake | null {
  const { push = null, webhook = null } = wake ?? {};
  const wakes = [push && createWebPush(push), webhook && createWakeWebhook(webhook)].filter((each) => each !== null);
  if (wakes.length > 0) return firstOf(wakes);
  return development ? inbox : null;
}

function pushFacts({ push }: WakeConfig = { push: null, webhook: null }): Deps['push'] {
  return push && { applicationServerKey: applicationServerKey(push.key), services: push.services };
}
