/** The HTTP server around an endpoint: what it bears of its clients, and how it stops. */

import { once } from 'node:events';
import type { Server, ServerOptions } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import type { ServerConfig } from './config.js';
import type { Endpoint } from './index.js';

export interface Listening {
  readonly port: number;
  /**
   * Is not ready any more, takes requests for the configured while, ends those under way, and closes the database.
   * Called again, it waits no longer for new ones.
   */
  stop(): Promise<void>;
}

/**
 * Milliseconds that a client has for a whole request: what drips in for longer is closed. An idle connection is kept
 * longer than balancers keep theirs (60 s): whoever closes first may close on a request that is on its way.
 */
export const usualPatience = {
  requestTimeout: 20_000,
  headersTimeout: 10_000,
  connectionsCheckingInterval: 2_000,
  keepAliveTimeout: 75_000,
};
const idleInterval = 50;

type Fetch = Parameters<typeof createAdaptorServer>[0]['fetch'];

/** @throws Node's error when the address can't be had */
export async function listen(
  endpoint: Endpoint,
  { port, hostname, maxConnections, shutdownDelay }: ServerConfig,
  patience: ServerOptions = usualPatience,
): Promise<Listening> {
  const fetch = (request: Request, bindings: HttpBindings) => endpoint.fetch(request, bindings);
  const server = createAdaptorServer({ fetch: fetch as Fetch, serverOptions: patience }) as Server;
  server.maxConnections = maxConnections;
  server.listen(port, hostname);
  await once(server, 'listening');
  const hurry = new AbortController();
  let stopping: Promise<void> | undefined;
  const stop = async () => {
    endpoint.retire();
    await pause(shutdownDelay, hurry.signal);
    await close(server);
    await endpoint.close();
  };
  return {
    port: (server.address() as AddressInfo).port,
    stop() {
      if (stopping !== undefined) hurry.abort();
      return (stopping ??= stop());
    },
  };
}

function pause(milliseconds: number, hurry: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    hurry.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** Ends when no request is under way; connections that are kept open between requests are dropped as they fall idle. */
async function close(server: Server): Promise<void> {
  const dropping = setInterval(() => server.closeIdleConnections(), idleInterval);
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  clearInterval(dropping);
}
