import { openPostgresStore } from '@hangil/store-postgres';
import type { Medium } from './medium.ts';

export interface PostgresMedium extends Medium {
  close(): Promise<void>;
}

/** A database on a server, which stays when the process dies. @param url - of an empty one */
export async function createPostgresMedium(url: string): Promise<PostgresMedium> {
  const store = await openPostgresStore({ url });
  return {
    open: () => ({ ...store, close: async () => {} }),
    size: () => 0,
    crash: () => {},
    close: store.close,
  };
}
