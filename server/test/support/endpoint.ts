/** The endpoint in this process, with a clock that tests can move and logs that they can read. */

import { randomBytes, randomUUID } from 'node:crypto';
import { before } from 'node:test';
import {
  createEndpoint,
  defaultPolicy,
  demoCustomer,
  issueSession,
  type Endpoint,
  type EndpointConfig,
} from '../../src/index.js';
import { createClient, type Client } from './client.js';
import type { TestDatabase } from './databases.js';

export interface TestEndpoint {
  readonly endpoint: Endpoint;
  readonly config: EndpointConfig;
  /** Everything that was logged. */
  logs(): string;
  /** A client with a session of its own. */
  client(customer?: string, ttl?: number): Promise<Client>;
  /** A client that is the host's back end. */
  readonly backEnd: Client;
  /** Epoch milliseconds, as the endpoint sees them. */
  now(): number;
  /** Lets time pass for the endpoint. */
  pass(milliseconds: number): void;
  /** Lets time pass to the beginning of the next step of 30 seconds. */
  passToStep(): void;
  /** Puts the demo accounts back to how they began. */
  reset(): Promise<void>;
  /** The code of the newest message to an account. */
  sentCode(account: string): Promise<string>;
  /** The sum over its labels. */
  metric(name: string): Promise<number>;
  /** All of them, as Prometheus reads them. */
  metrics(): Promise<string>;
}

export const origin = 'https://otp.example';
export const pageOrigin = 'https://trade.example';
const step = 30_000;

export const testKeys = {
  sealKeys: [randomBytes(32)],
  oprfKeys: [randomBytes(32)],
  sessionKey: randomBytes(32).toString('base64'),
  serviceKey: randomBytes(32).toString('base64'),
};

export async function startEndpoint(
  database: TestDatabase,
  overrides: Partial<EndpointConfig> = {},
): Promise<TestEndpoint> {
  const lines: string[] = [];
  let shift = 0;
  const config: EndpointConfig = {
    database: database.config,
    ...testKeys,
    // Tests let years pass.
    sessions: { longest: 100 * 365 * 24 * 3600_000 },
    allowedOrigins: [pageOrigin],
    delivery: { kind: 'inbox' },
    development: true,
    policy: defaultPolicy,
    limits: { perSession: 1_000_000, perAddress: 1_000_000 },
    trustedProxy: false,
    log: { level: 'info', destination: { write: (line: string) => void lines.push(line) } },
    clockShift: () => shift,
    ...overrides,
  };
  const endpoint = await createEndpoint(config);
  database.atEnd(() => endpoint.close());
  const send = (request: Request) => endpoint.fetch(request);
  const now = () => Date.now() + shift;
  const anyone = createClient(send, origin, '');
  const metrics = async () => (await endpoint.operations(new Request(`${origin}/metrics`))).text();
  return {
    endpoint,
    config,
    now,
    logs: () => lines.join(''),
    async client(customer = demoCustomer, ttl = 3600 * 24 * 365) {
      const token = await issueSession({ customer, sessionKey: config.sessionKey, ttl, now: now(), sid: randomUUID() });
      return createClient(send, origin, `Bearer ${token}`, now);
    },
    backEnd: createClient(send, origin, `Bearer ${config.serviceKey}`),
    pass(milliseconds) {
      shift += milliseconds;
    },
    passToStep() {
      shift += step - (now() % step) + 1000;
    },
    async reset() {
      await anyone.post('/dev/reset');
    },
    async sentCode(account) {
      const { body } = await anyone.get<Inbox>(`/dev/inbox?account=${account}`);
      // A voice reads the digits one by one.
      const spoken = (body.messages[0]?.text.vi ?? '').replace(/(?<=\d), (?=\d)/g, '');
      return /\b([0-9]{6})\b/.exec(spoken)?.[1] ?? 'none sent';
    },
    async metric(name) {
      const lines = (await metrics())
        .split('\n')
        .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
      return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
    },
    metrics,
  };
}

interface Inbox {
  readonly messages: ReadonlyArray<{ readonly text: { readonly vi: string } }>;
}

/** As it began, and at the beginning of a step, so that no step passes in the middle of a test. */
export async function fresh(on: TestEndpoint): Promise<{ readonly on: TestEndpoint; readonly client: Client }> {
  await on.reset();
  on.passToStep();
  return { on, client: await on.client() };
}

/** Starts an endpoint before the tests of a suite; it is closed after them. */
export function useEndpoint(database: () => TestDatabase, overrides: Partial<EndpointConfig> = {}): () => TestEndpoint {
  let started: TestEndpoint | undefined;
  before(async () => {
    started = await startEndpoint(database(), overrides);
  });
  return () => {
    if (started === undefined) throw new Error('The endpoint is there only while tests run.');
    return started;
  };
}
