/** An endpoint that is killed after it has accepted a code (or done what else is named) and before it has said so. */

import { serve } from '@hono/node-server';
import { configFromEnvironment, createEndpoint } from '../../src/index.js';

const fatal = process.env['KB_OTP_TEST_CRASH_AT'] ?? '/answer';
const endpoint = await createEndpoint(configFromEnvironment(process.env));

async function fetchOrDie(request: Request): Promise<Response> {
  const response = await endpoint.fetch(request);
  const isAccepted = response.status === 200 && request.url.endsWith(fatal);
  if (isAccepted) process.kill(process.pid, 'SIGKILL');
  return response;
}

serve({ fetch: fetchOrDie, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
  process.stdout.write(`listens on http://127.0.0.1:${port}/v1\n`);
});
