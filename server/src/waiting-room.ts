/** While the process waits for what it can't start without: those who run it can ask it, and it says so in the log. */

import type { Server } from 'node:http';
import { Hono } from 'hono';
import type { Waiting } from './config.js';
import type { HttpEnv } from './http/context.js';
import { livenessRoute, readinessRoute, type Readiness } from './http/routes/operations.js';
import { close, OperationsFault, openServer, usualPatience } from './listen.js';
import { createLogger } from './logging.js';

export interface WaitingRoom {
  /** @throws {OperationsFault} where the port can't be had */
  enter(waiting: Waiting): Promise<void>;
  leave(): Promise<void>;
}

const starting: Readiness = {
  isReady: false,
  parts: { process: 'starting', database: 'not asked', keys: 'wrapped' },
};

/** @param stopped what a signal does meanwhile: nothing is under way that would have to end */
export function createWaitingRoom(stopped: () => void): WaitingRoom {
  let server: Server | undefined;
  return {
    async enter({ server: config, log, fault, pause }) {
      if (server === undefined && config.operations !== null) {
        process.on('SIGTERM', stopped).on('SIGINT', stopped);
        server = await openRoom(config.operations, config.maxConnections);
      }
      createLogger(log).warn({ pauseMs: Math.round(pause), reason: fault.message }, 'the KMS is waited for');
    },
    async leave() {
      process.off('SIGTERM', stopped).off('SIGINT', stopped);
      if (server !== undefined) await close(server);
    },
  };
}

async function openRoom(address: { readonly port: number; readonly hostname: string }, most: number): Promise<Server> {
  const app = new Hono<HttpEnv>();
  livenessRoute(app);
  readinessRoute(app, async () => starting);
  try {
    return await openServer(async (request) => app.fetch(request), address, most, usualPatience);
  } catch (error) {
    throw new OperationsFault('The port for those who run the endpoint can’t be had.', { cause: error });
  }
}
