import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

export interface RawServer {
  readonly port: number;
  readonly url: string;
  /** Connections accepted so far. */
  connections(): number;
  /** Everything received so far, over all connections. */
  received(): string;
  close(): Promise<void>;
}

export interface Behavior {
  onConnection?(socket: Socket): void;
  /** A whole request head has arrived; `count` says how many on all connections. */
  onRequest?(socket: Socket, count: number): void;
}

/** A TCP server on a free loopback port that does with its sockets exactly what a test says. */
export async function rawServer({ onConnection, onRequest }: Behavior): Promise<RawServer> {
  const sockets = new Set<Socket>();
  let connections = 0;
  let requests = 0;
  let received = '';
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      if (!chunk.includes('\r\n\r\n')) return;
      requests += 1;
      onRequest?.(socket, requests);
    });
    onConnection?.(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    connections: () => connections,
    received: () => received,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A complete answer as bytes on the wire. */
export function httpAnswer(body: string, headers: readonly string[] = [], status = '200 OK'): string {
  return [`HTTP/1.1 ${status}`, `content-length: ${Buffer.byteLength(body)}`, ...headers, '', body].join('\r\n');
}
