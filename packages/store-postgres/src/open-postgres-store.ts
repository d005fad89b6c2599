import type { Store } from '@hangil/engine';
import { type Connections, connect, describeUrl } from './connect.ts';
import { migrate } from './migrate.ts';
import { createPostgresStore } from './postgres-store.ts';
import { placeOf, toStoreOpenError } from './store-open-error.ts';

export interface PostgresStoreOptions {
  /** `postgres://user:password@host:port/database`, with the options of libpq that the driver knows. */
  readonly url: string;
  /** Connections that read at once; one more writes. 8 when left out. */
  readonly readConnections?: number;
  /** Told how many writes shared each transaction that is durable. */
  readonly onBatch?: (writes: number) => void;
}

/**
 * Opens a database that several gateways may share, and brings it to the schema of this version.
 *
 * @throws StoreOpenError with one sentence that says what to do
 */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<Store> {
  const { url, readConnections = 8, onBatch } = options;
  let connections: Connections | undefined;
  try {
    connections = connect({ url, readConnections });
    const client = await connections.writing.connect();
    try {
      await migrate(client, describeUrl(url));
      await client.query("DELETE FROM writer WHERE seen_at < now() - interval '1 day'");
    } finally {
      client.release();
    }
    return createPostgresStore(connections, onBatch);
  } catch (error) {
    await connections?.close();
    throw toStoreOpenError(placeOf(url), error);
  }
}
