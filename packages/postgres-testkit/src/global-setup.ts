import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type PrivateServer, startPrivateServer } from './private-server.ts';

/** For vitest: a server for the whole run, started when the first test asks for it. @returns what ends it */
export default async function setUp(): Promise<() => Promise<void>> {
  let server: Promise<PrivateServer> | undefined;
  const starter = createServer((_request, response) => {
    server ??= startPrivateServer();
    server.then(
      ({ url }) => response.end(url),
      (error) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => {
    starter.listen(0, '127.0.0.1', resolve);
  });
  const { port } = starter.address() as AddressInfo;
  process.env.HANGIL_TEST_POSTGRES_STARTER = `http://127.0.0.1:${port}/`;
  return async () => {
    starter.closeAllConnections();
    starter.close();
    await server?.then(({ stop }) => stop()).catch(() => {});
  };
}
