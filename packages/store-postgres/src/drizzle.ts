import { drizzle } from 'drizzle-orm/node-postgres';
import type { Pool } from 'pg';

export type Drizzle = ReturnType<typeof createDrizzle>;

export function createDrizzle(client: Pool) {
  return drizzle({ client });
}
