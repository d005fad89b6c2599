import { join } from 'node:path';
import { dayMs, hourMs } from '@hangil/core';
import { idempotencyRetentionDays } from '@hangil/engine';
import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { keyInPayment } from './support/requests.ts';
import { startTestGateway } from './support/test-gateway.ts';

it('an Idempotency-Key that has expired leaves the database by itself, and one that has not stays', async () => {
  const gateway = await startTestGateway();
  const database = new Sqlite(join(gateway.directory, 'data', 'hangil.db'), { readonly: true });
  const keys = () => database.prepare('SELECT key FROM idempotency_record ORDER BY key').pluck().all();
  const payUnder = (key: string) =>
    gateway.post('/v1/payments', keyInPayment(), { headers: { 'idempotency-key': key } });
  try {
    await payUnder('old');
    gateway.simulator.clock.advance(idempotencyRetentionDays * dayMs - hourMs);
    await payUnder('young');
    expect(keys()).toEqual(['old', 'young']);
    gateway.simulator.clock.advance(dayMs);
    await expect.poll(keys, { timeout: 10_000 }).toEqual(['young']);
  } finally {
    database.close();
    await gateway.close();
  }
});
