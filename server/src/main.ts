/** The process: reads the environment, listens, and ends what it has begun before it stops. */

import { serve, type HttpBindings } from '@hono/node-server';
import { ConfigError, configFromEnvironment, createEndpoint, type Endpoint } from './index.js';

const defaultPort = 8787;
const longestFarewell = 10_000;

try {
  await run();
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

async function run(): Promise<void> {
  const port = portOf(process.env['PORT']);
  const endpoint = await createEndpoint(configFromEnvironment(process.env));
  const hostname = process.env['HOST'] || 'localhost';
  const fetch = (request: Request, bindings: HttpBindings) => endpoint.fetch(request, bindings);
  const server = serve({ fetch: fetch as Parameters<typeof serve>[0]['fetch'], port, hostname }, (info) => {
    process.stdout.write(`kb-otp endpoint listens on http://${hostname}:${info.port}/v1\n`);
  });
  const stop = () => void shutDown(server, endpoint);
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

function portOf(text: string | undefined): number {
  if (!text) return defaultPort;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port;
  throw new ConfigError('PORT must be a number from 0 to 65535.');
}

/** Takes no new connections, finishes the requests under way, then closes the database. */
async function shutDown(server: ReturnType<typeof serve>, endpoint: Endpoint): Promise<void> {
  setTimeout(() => process.exit(1), longestFarewell).unref();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    if ('closeIdleConnections' in server) server.closeIdleConnections();
  });
  await endpoint.close();
}
