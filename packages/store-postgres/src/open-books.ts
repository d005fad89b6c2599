import type { Books } from '@hangil/store-kit/opening';
import { type Connections, connect, describeUrl } from './connect.ts';
import { createBooks } from './create-books.ts';
import { assertNewest } from './migrate.ts';
import { placeOf, toStoreOpenError } from './store-open-error.ts';

/** Reads a database beside the gateways that write it; a standby serves as well. @throws StoreOpenError */
export async function openBooks(url: string): Promise<Books> {
  let connections: Connections | undefined;
  try {
    connections = connect({ url, readConnections: 2, onlyToRead: true });
    const client = await connections.reading.connect();
    try {
      await assertNewest(client, describeUrl(url));
    } finally {
      client.release();
    }
    return createBooks(connections.reading, connections.close);
  } catch (error) {
    await connections?.close();
    throw toStoreOpenError(placeOf(url), error);
  }
}
