/** The HTTP server around an endpoint: what it bears of its clients, and how it stops. */

import { once } from 'node:events';
import type { Server, ServerOptions } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import type { ServerConfig } from './config.js';
import type { Endpoint } from './index.js';

export interface Listening {
  readonly port: number;
  /** Null when there is none for those who run it. */
  readonly operationsPort: number | null;
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
export type Serve = (request: Request, bindings: HttpBindings) => Promise<Response>;

/** A port for those who run the endpoint can't be had. */
export class OperationsFault extends Error {
  override name = 'OperationsFault';
}

/** @throws Node's error when an address can't be had; in an {@link OperationsFault} when it is the operators' */
export async function listen(
  endpoint: Endpoint,
  { port, hostname, operations, maxConnections, shutdownDelay }: ServerConfig,
  patience: ServerOptions = usualPatience,
): Promise<Listening> {
  const open = (serve: Serve, on: Address) => openServer(serve, on, maxConnections, patience);
  const server = await open((request, bindings) => endpoint.fetch(request, bindings), { port, hostname });
  const own = operations === null ? null : await openBeside(server, () => open(endpoint.operations, operations));
  const hurry = new AbortController();
  let stopping: Promise<void> | undefined;
  const stop = async () => {
    endpoint.retire();
    await pause(shutdownDelay, hurry.signal);
    await close(server);
    if (own !== null) await close(own);
    await endpoint.close();
  };
  return {
    port: portOf(server),
    operationsPort: own && portOf(own),
    stop() {
      if (stopping !== undefined) hurry.abort();
      return (stopping ??= stop());
    },
  };
}

export interface Address {
  readonly port: number;
  readonly hostname: string;
}

export const portOf = (server: Server): number => (server.address() as AddressInfo).port;

export async function openServer(
  serve: Serve,
  { port, hostname }: Address,
  maxConnections: number,
  serverOptions: ServerOptions,
): Promise<Server> {
  const server = createAdaptorServer({ fetch: serve as Fetch, serverOptions }) as Server;
  server.maxConnections = maxConnections;
  server.listen(port, hostname);
  await once(server, 'listening');
  return server;
}

/** Where the second can't be had the first is not left behind. */
async function openBeside(first: Server, open: () => Promise<Server>): Promise<Server> {
  try {
    return await open();
  } catch (error) {
    await close(first);
    throw new OperationsFault('The port for those who run the endpoint can’t be had.', { cause: error });
  }
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
export async function close(server: Server): Promise<void> {
  const dropping = setInterval(() => server.closeIdleConnections(), idleInterval);
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  clearInterval(dropping);
}
