/**
 * Ports for what is started later, or stopped and started again at the same address.
 *
 * The system's own choice (port 0) is right for everything that keeps its port: it can't be used here, because the
 * system gives a port that is free for a moment to the next process that asks, or to the near end of a connection.
 */
import {once} from 'node:events';
import {createServer} from 'node:net';

/** Below what Linux (from 32,768), macOS and Windows (from 49,152) give away by themselves. */
const first = 20_000;
const count = 12_000;

/** @returns {Promise<boolean>} */
const isFree = async (port) => {
  const server = createServer();
  const outcome = new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.once('listening', () => resolve(true));
  });
  server.listen(port, '127.0.0.1');
  if (!(await outcome)) return false;
  server.close();
  await once(server, 'close');
  return true;
};

/**
 * A port of this machine that nobody listens on, and that the system gives to nobody.
 *
 * @returns {Promise<number>}
 */
export const standingPort = async () => {
  for (;;) {
    const port = first + Math.floor(Math.random() * count);
    if (await isFree(port)) return port;
  }
};
