import type { AddressInfo } from 'node:net';
import { connect as connectTo, createServer, type Socket } from 'node:net';

export interface CuttingProxy {
  readonly url: string;
  /**
   * Cuts the next connection whose client has sent `words`: at once, so that the server may not even have read them, or when the server
   * has answered, which the client never hears.
   */
  cutNext(words: string, when: 'sent' | 'answered'): void;
  /** How many connections were cut. */
  cuts(): number;
  close(): Promise<void>;
}

/** Stands between a client and PostgreSQL, passes every byte on, and breaks the connection where it is told to. */
export async function startCuttingProxy(target: string): Promise<CuttingProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let order: { readonly words: string; readonly when: 'sent' | 'answered' } | null = null;
  let cuts = 0;

  const server = createServer((client) => {
    const upstream = connectTo(Number(port), hostname);
    let isDoomed = false;
    const cut = () => {
      cuts += 1;
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    }
    client.on('data', (data) => {
      upstream.write(data);
      if (order === null || !data.includes(order.words)) return;
      isDoomed = true;
      const { when } = order;
      order = null;
      if (when === 'sent') cut();
    });
    upstream.on('data', (data) => (isDoomed ? cut() : client.write(data)));
    client.on('end', () => upstream.end());
    upstream.on('end', () => client.end());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = new URL(target);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    cutNext: (words, when) => {
      order = { words, when };
    },
    cuts: () => cuts,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
