/** A line to a server on this machine that can fall silent: everything stays connected, and nothing arrives. */

import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface Line {
  readonly port: number;
  silence(): void;
  /** Cuts the connections of the silence and carries new ones. */
  speak(): void;
  close(): Promise<void>;
}

export async function openLine(target: number): Promise<Line> {
  const sockets = new Set<Socket>();
  let isSilent = false;
  const carry = (from: Socket, to: Socket) => {
    sockets.add(from);
    from.on('data', (data) => {
      if (!isSilent) to.write(data);
    });
    from.on('error', () => to.destroy());
    from.on('close', () => {
      sockets.delete(from);
      if (!isSilent) to.destroy();
    });
  };
  const server = createServer((incoming) => {
    const outgoing = connect(target, '127.0.0.1');
    carry(incoming, outgoing);
    carry(outgoing, incoming);
  });
  const hangUp = () => sockets.forEach((socket) => socket.destroy());
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    silence() {
      isSilent = true;
    },
    speak() {
      isSilent = false;
      hangUp();
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        hangUp();
      }),
  };
}
