import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@hangil/postgres-testkit';
import { startSimulator } from '@hangil/simulator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { killAtRandom, laterMs } from './random-kills/kill-at-random.ts';
import { type LiveGateway, startGateway } from './random-kills/live-gateway.ts';
import { type Acknowledged, runLoad } from './random-kills/load.ts';
import { startReceiver } from './random-kills/receiver.ts';
import { compareWithTruth } from './random-kills/truth.ts';

describe('two gateways on one database', () => {
  let database: TestDatabase;
  const closers: (() => unknown)[] = [];
  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
    await database.drop();
  });

  it('lose nothing, do nothing twice and keep the order of webhooks while one after the other is killed', async () => {
    const found = await killAtRandom({
      kills: 3,
      gateways: 2,
      databaseUrl: database.url,
      random: Math.random,
      tell: () => {},
    });
    expect(found.problems).toEqual([]);
    expect(found.acknowledged).toBeGreaterThan(0);
  }, 300_000);

  it('are restarted one by one, with a change of the schema in between, and no request fails', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hangil-rolling-'));
    closers.push(() => rmSync(folder, { recursive: true }));
    const simulator = await startSimulator();
    closers.push(simulator.close);
    const receiver = await startReceiver();
    closers.push(receiver.close);
    const surroundings = { folder, databaseUrl: database.url, simulatorUrl: simulator.url, receiverUrl: receiver.url };
    const start = async (clockOffsetMs = 0) => {
      const gateway = await startGateway(surroundings, clockOffsetMs);
      closers.push(() => gateway.kill());
      return gateway;
    };
    const alive: (LiveGateway | null)[] = await Promise.all([start(), start()]);
    const acknowledged: Acknowledged[] = [];
    let failures = 0;
    let turn = 0;
    const load = runLoad({
      clients: 6,
      // A load balancer that knows who is leaving.
      pickUrl: () => {
        const there = alive.filter((gateway) => gateway !== null);
        turn += 1;
        return there[turn % there.length]?.url ?? null;
      },
      acknowledge: (told) => acknowledged.push(told),
      lose: () => {
        failures += 1;
      },
    });
    const restart = async (place: number) => {
      const leaving = alive[place];
      alive[place] = null;
      await leaving?.kill('SIGTERM');
      alive[place] = await start();
    };

    await database.query('ALTER TABLE payment ADD COLUMN of_the_next_version text');
    await restart(0);
    await database.query(`UPDATE payment SET of_the_next_version = 'filled in'`);
    await restart(1);
    await database.query('ALTER TABLE payment DROP COLUMN of_the_next_version');
    const before = acknowledged.length;
    while (acknowledged.length < before + 20) await new Promise((resolve) => setImmediate(resolve));
    await load.stop();
    expect(failures).toBe(0);

    await Promise.all(alive.map((gateway) => gateway?.kill('SIGTERM')));
    const last = await start(laterMs);
    expect((await compareWithTruth(last.url, simulator, acknowledged, receiver)).problems).toEqual([]);
  });
});
