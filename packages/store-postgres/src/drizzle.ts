import { drizzle } from 'drizzle-orm/node-postgres';
import type { Pool, QueryConfig } from 'pg';
import { storable } from './storable-text.ts';

export type Drizzle = ReturnType<typeof createDrizzle>;

export function createDrizzle(pool: Pool) {
  const query = (config: QueryConfig, values: unknown[] = []) => pool.query(config, values.map(storable));
  return drizzle({ client: { query } as unknown as Pool });
}
