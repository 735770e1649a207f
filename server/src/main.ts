/** The process: reads the environment, listens, and ends what it has begun before it stops. */

import { createEndpoint, listen, openConfig, type EndpointConfig } from './index.js';
import { createLogger } from './logging.js';
import { describeStartFault } from './start-faults.js';
import { openRecorder, type Exporting } from './telemetry/otlp.js';
import { createWaitingRoom } from './waiting-room.js';

const longestFarewell = 10_000;

try {
  await run();
} catch (error) {
  process.stderr.write(`${describeStartFault(error)}\n`);
  process.exitCode = 1;
}

async function run(): Promise<void> {
  const room = createWaitingRoom(() => process.exit(0));
  const { endpoint: config, server, telemetry } = await openConfig(process.env, room.enter).finally(room.leave);
  const recorder = telemetry === null ? {} : { recorder: await openRecorder(telemetry, exportingOf(config)) };
  const endpoint = await createEndpoint({ ...config, ...recorder });
  const listening = await listen(endpoint, server).catch(async (error: unknown) => {
    await endpoint.close();
    throw error;
  });
  const stop = () => {
    setTimeout(() => process.exit(1), server.shutdownDelay + longestFarewell).unref();
    // What goes on trying to reach a collector is not waited for.
    void listening.stop().then(() => process.exit());
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  const { operations } = server;
  if (operations !== null) {
    process.stdout.write(`kb-otp operators ask http://${operations.hostname}:${listening.operationsPort}\n`);
  }
  process.stdout.write(`kb-otp endpoint listens on http://${server.hostname}:${listening.port}/v1\n`);
}

function exportingOf({ log }: EndpointConfig): Exporting {
  const logger = createLogger(log);
  return (isWorking) =>
    isWorking ? logger.info('traces are exported again') : logger.warn('the collector takes no traces');
}
