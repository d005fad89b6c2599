import { createTestDatabase } from '@hangil/postgres-testkit';
import { createMemoryMedium } from './medium.ts';
import { createPostgresMedium } from './postgres-medium.ts';
import { type RunReport, runSeed } from './run.ts';
import type { Narrowing } from './world.ts';

/** A seed on SQLite and on PostgreSQL. @returns the latter, with a breach for each thing in which they differ */
export async function runOnBoth(seed: number, narrowing: Narrowing = {}): Promise<RunReport> {
  const onSqlite = await runSeed(seed, { medium: createMemoryMedium(), isOneByOne: true, ...narrowing });
  const database = await createTestDatabase();
  const medium = await createPostgresMedium(database.url);
  try {
    const onPostgres = await runSeed(seed, { medium, isOneByOne: true, ...narrowing });
    return { ...onPostgres, breaches: [...onPostgres.breaches, ...differences(onSqlite, onPostgres)] };
  } finally {
    await medium.close();
    await database.drop();
  }
}

function differences(onSqlite: RunReport, onPostgres: RunReport): string[] {
  const found: string[] = [];
  for (const part of ['story', 'books', 'breaches'] as const) {
    const [expected, actual] = [onSqlite[part], onPostgres[part]];
    const at = Array.from({ length: Math.max(expected.length, actual.length) }).findIndex(
      (_, index) => expected[index] !== actual[index],
    );
    if (at >= 0) found.push(`${part} differ: "${expected[at]}" on SQLite, "${actual[at]}" on PostgreSQL`);
  }
  return found;
}
