/** What the HTTP layer works with. */

import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { Logger } from 'pino';
import type { ProblemCode } from '../../generated/contract.js';
import type { Metrics } from '../metrics.js';
import type { Mac, MacRing, Seal } from '../seal.js';
import type { SessionReader, SessionRules } from '../session.js';
import type { ServiceCredential } from '../service-credentials.js';
import type { Deps, Session } from '../services/deps.js';
import type { Recorder } from '../trace.js';
import type { ApprovalWatch } from './approval-watch.js';
import type { Contract } from './contract.js';
import type { DeviceKeys } from './device-keys.js';
import type { Leases } from './leases.js';

export interface HttpDeps {
  readonly deps: Deps;
  readonly contract: Contract;
  readonly seal: Seal;
  /** Fingerprints requests; keyed, because what it covers holds codes, which are few enough to be tried. */
  readonly requestMac: MacRing;
  readonly leases: Leases;
  readonly deviceKeys: DeviceKeys;
  readonly approvals: ApprovalWatch;
  /** Says that what waits shall wait no longer. */
  readonly stopping: AbortSignal;
  readonly sessionKey: string;
  readonly sessions: SessionRules;
  readonly readSession: SessionReader;
  readonly serviceCredentials: readonly ServiceCredential[];
  readonly allowedOrigins: readonly string[];
  readonly limits: RequestLimits;
  readonly trustedProxy: boolean;
  /** Of addresses, which are kept nowhere. */
  readonly addressMac: Mac;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly recorder: Recorder;
}

/** Requests in a minute, counted for all processes together. */
export interface RequestLimits {
  readonly perSession: number;
  /** Of those without a session. */
  readonly perAddress: number;
}

export interface HttpEnv {
  Bindings: Partial<HttpBindings>;
  Variables: {
    traceId: string;
    /** The code of the problem that was answered, for the log. */
    problem?: ProblemCode;
    /** Absent where the host's back end asks. */
    session: Session;
    /** The name of the credential, where the host's back end asks. */
    credential: string;
    /** Whether the session came in a cookie, which a browser sends by itself. */
    byCookie: boolean;
  };
}

export type HttpContext = Context<HttpEnv>;
