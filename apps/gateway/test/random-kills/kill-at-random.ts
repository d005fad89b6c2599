import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { startSimulator } from '@hangil/simulator';
import { type LiveGateway, type Surroundings, startGateway } from './live-gateway.ts';
import { type Acknowledged, runLoad } from './load.ts';
import { startReceiver } from './receiver.ts';
import { compareWithTruth } from './truth.ts';

export interface KillOptions {
  readonly kills: number;
  readonly gateways: number;
  /** An empty PostgreSQL database; null = a SQLite file, for one gateway. */
  readonly databaseUrl: string | null;
  /** From 0 to below 1. */
  readonly random: () => number;
  readonly tell: (line: string) => void;
}

export interface Kills {
  readonly requests: number;
  readonly acknowledged: number;
  /** Requests that got no answer and were made again. */
  readonly unanswered: number;
  readonly payments: number;
  readonly problems: readonly string[];
}

const clients = 12;

/** Clocks of gateways that share a database are this far apart. */
const clockSkewMs = 1_500;

/** The last gateway lives so much later that every lease and every step of asking has come due. */
export const laterMs = 30 * 60_000;

/** A machine that is busy may need as long for its first answer. */
const firstAnswerMaxMs = 10_000;

/** Kills one gateway after the other while clients charge, refund and pay out, and then holds everything against the providers' books. */
export async function killAtRandom(options: KillOptions): Promise<Kills> {
  const { kills, gateways, databaseUrl, random, tell } = options;
  const folder = mkdtempSync(join(tmpdir(), 'hangil-random-kills-'));
  const simulator = await startSimulator();
  const receiver = await startReceiver();
  const surroundings: Surroundings = {
    folder,
    databaseUrl: databaseUrl ?? `file:${join(folder, 'hangil.db')}`,
    simulatorUrl: simulator.url,
    receiverUrl: receiver.url,
  };
  const alive: (LiveGateway | null)[] = [];
  const log = createLog(join(folder, 'acknowledged.jsonl'));
  let unanswered = 0;

  const startAt = async (place: number) => {
    alive[place] = await startGateway(surroundings, place * clockSkewMs);
  };
  const pickUrl = () => {
    const there = alive.filter((gateway) => gateway !== null);
    return there[Math.floor(random() * there.length)]?.url ?? null;
  };

  try {
    await Promise.all(Array.from({ length: gateways }, (_, place) => startAt(place)));
    const load = runLoad({
      clients,
      pickUrl,
      acknowledge: log.write,
      lose: () => {
        unanswered += 1;
      },
    });
    for (let kill = 1; kill <= kills; kill += 1) {
      // Most die while answers flow, some before the first.
      if (random() < 0.8) await Promise.race([log.next(), rest(firstAnswerMaxMs)]);
      await rest(random() * 400);
      const place = Math.floor(random() * gateways);
      const dying = alive[place];
      alive[place] = null;
      await dying?.kill();
      await startAt(place);
      if (kill % 20 === 0) tell(`${kill} kills, ${load.requests} requests, ${unanswered} made again`);
    }
    await load.stop();
    await Promise.all(alive.map((gateway) => gateway?.kill()));
    alive[0] = await startGateway(surroundings, laterMs);
    const acknowledged = log.read();
    const found = await compareWithTruth(alive[0].url, simulator, acknowledged, receiver);
    return { ...found, requests: load.requests, acknowledged: acknowledged.length, unanswered };
  } finally {
    await Promise.all(alive.map((gateway) => gateway?.kill()));
    receiver.close();
    await simulator.close();
    rmSync(folder, { recursive: true });
  }
}

/** What clients were told, in a file that no gateway knows. */
function createLog(file: string) {
  let heard = () => {};
  writeFileSync(file, '');
  return {
    write(told: Acknowledged): void {
      appendFileSync(file, `${JSON.stringify(told)}\n`);
      heard();
    },
    /** Resolves when somebody is told something. */
    next: () =>
      new Promise<void>((resolve) => {
        heard = resolve;
      }),
    read: (): Acknowledged[] =>
      readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line)),
  };
}
