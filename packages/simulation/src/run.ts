import {
  dayMs,
  hourMs,
  minuteMs,
  type ProviderAccountId,
  type ProviderReference,
  type RawProviderEvent,
  secondMs,
} from '@hangil/core';
import { type Acknowledgements, createClient } from './client/client.ts';
import { type Script, writeScripts } from './client/scripts.ts';
import { type CrashPoint, planCrashes } from './crash-points.ts';
import type { FaultId } from './faults.ts';
import { createHouse, type House } from './house.ts';
import { type Life, ProcessDied, startLife } from './life.ts';
import { createMemoryMedium, type Medium } from './medium.ts';
import { findShown } from './oracle/clients.ts';
import { auditLedger } from './oracle/ledger.ts';
import { consultOracle } from './oracle/oracle.ts';
import type { SometimesName } from './sometimes.ts';
import { createWorld, type Narrowing, startMs, type World } from './world.ts';

export interface RunOptions extends Narrowing {
  /** Where the database lives; in memory when left out. */
  readonly medium?: Medium;
  /** Calls of the store wait for each other, so that the run is the same on every store that means the same. */
  readonly isOneByOne?: boolean;
}

export interface RunReport {
  readonly seed: number;
  /** Broken promises; empty when all held. */
  readonly breaches: readonly string[];
  readonly marks: ReadonlySet<SometimesName>;
  /** Scripts that were played and faults that happened: what a shrinking run may leave out. */
  readonly scripts: readonly number[];
  readonly faults: readonly FaultId[];
  readonly story: readonly string[];
  readonly steps: number;
  /** How each book ends: number and hash of its last entry, which stand for all before them. */
  readonly books: readonly string[];
}

/** Points after which the provider has acted and nothing of it is written. */
const actedPoints: readonly CrashPoint[] = [
  'start payment:after',
  'confirm payment:after',
  'refund:after',
  'send payout:after',
];

const chaosMaxMs = 4 * dayMs;
const quietMs = 9 * dayMs;
/** The books are audited after so many steps. */
const stepsBetweenAudits = 400;

/** One run: chaos, healing, quiet, and the oracle. The same seed gives the same run. */
export async function runSeed(
  seed: number,
  { medium = createMemoryMedium(), isOneByOne = false, ...narrowing }: RunOptions = {},
): Promise<RunReport> {
  const world = createWorld(seed, narrowing);
  const { scheduler } = world;
  const acknowledged: Acknowledgements = { observations: [], notices: [], repeats: [] };
  const crashes = planCrashes(world.random('crashes'), world.faults);
  let life: Life | null = null;
  const house = createHouse(world, (account, event) => deliver(world, acknowledged, life, account, event));

  function begin(): void {
    life = startLife({
      world,
      house,
      medium,
      crashes,
      isOneByOne,
      onDeath: (point) => {
        life = null;
        if (actedPoints.includes(point)) world.mark('crash after the provider acted, before it was written');
        scheduler.after(world.random('restart', scheduler.steps).between(secondMs, 10 * minuteMs), begin);
      },
    });
  }

  begin();
  await enableWebhooks(house, life);
  const currentLife = () => life;
  const scripts = writeScripts(world, house.merchants, (name) => createClient(world, name, currentLife, acknowledged));
  const played = scripts.filter(({ number }) => narrowing.scripts?.has(number) ?? true);
  const stage = playAll(world, played);
  await passTime(world, house, currentLife, chaosMaxMs, () => stage.left === 0);
  await passTime(world, house, currentLife, hourMs, () => false);
  world.faults.stop();
  world.tell('faults stop');
  await passTime(world, house, currentLife, quietMs, () => false);
  await repeatEverything(world, acknowledged, currentLife());
  if (stage.left > 0) world.breach(`${stage.left} clients never got an answer`);
  if (life === null) world.breach('the gateway did not come back');
  else await consultOracle({ world, house, life, acknowledged });
  const books = await endsOfBooks(house, life);
  await (life as Life | null)?.disk.close();
  return {
    seed,
    breaches: world.breaches,
    marks: world.marks,
    scripts: played.map(({ number }) => number),
    faults: world.faults.happened,
    story: world.story,
    steps: scheduler.steps,
    books,
  };
}

async function endsOfBooks({ merchants }: House, life: Life | null): Promise<string[]> {
  const ends: string[] = [];
  for (const { scope } of merchants) {
    const page = await life?.disk.journalEntries(scope, {}, { limit: 1, cursor: null });
    const link = page?.items[0]?.link;
    ends.push(`${scope.merchantId} ${scope.livemode}: ${link?.number ?? 0} ${link?.hash ?? 'empty'}`);
  }
  return ends;
}

/** Every request once more under its key: an outcome that was open then is known now. */
async function repeatEverything(world: World, { repeats }: Acknowledgements, life: Life | null): Promise<void> {
  if (life === null) return;
  const answers = repeats.map(async ({ key, id, again }) => {
    // What came to nothing may be made anew, which is another story.
    const found = await findShown(life.disk, id);
    if (found?.status === 'failed') return;
    const { status } = JSON.parse((await again(life)).body) as { status: string };
    if (status === 'unknown') world.breach(`${key} is still answered as unknown`);
  });
  const settled = Promise.allSettled(answers);
  await world.scheduler.runUntil(world.scheduler.nowMs + hourMs);
  for (const { status, reason } of (await settled) as PromiseRejectedResult[])
    if (status === 'rejected') world.breach(`a repeated request failed: ${reason}`);
}

function playAll({ scheduler, breach }: World, scripts: readonly Script[]): { readonly left: number } {
  const stage = { left: scripts.length };
  for (const { number, startsAfterMs, play } of scripts) {
    scheduler.after(startsAfterMs, () => {
      play()
        .catch((error: unknown) => breach(`script ${number} failed: ${error instanceof Error ? error.stack : error}`))
        .finally(() => {
          stage.left -= 1;
        });
    });
  }
  return stage;
}

/** Lets virtual time pass in steps, and looks into the books in between. */
async function passTime(
  world: World,
  house: House,
  currentLife: () => Life | null,
  ms: number,
  isOver: () => boolean,
): Promise<void> {
  const { scheduler } = world;
  const endMs = scheduler.nowMs + ms;
  let auditedAtStep = scheduler.steps;
  while (scheduler.nowMs < endMs && !isOver()) {
    await scheduler.runUntil(Math.min(endMs, scheduler.nowMs + 10 * minuteMs));
    const life = currentLife();
    if (life === null || scheduler.steps - auditedAtStep < stepsBetweenAudits) continue;
    auditedAtStep = scheduler.steps;
    for (const { scope } of house.merchants) await auditLedger(world, house, life.disk, scope);
  }
}

async function enableWebhooks({ merchants }: House, life: Life | null): Promise<void> {
  const webhookEndpoints = merchants.map(({ scope }) => ({
    id: `whe_${scope.merchantId}` as never,
    version: 1,
    ...scope,
    url: 'https://merchant.example/hooks',
    events: ['*'],
    description: null,
    status: 'enabled' as const,
    disabledReason: null,
    source: 'api' as const,
    secrets: [],
    position: 0,
    createdAt: new Date(startMs),
    enabledAt: new Date(startMs),
  }));
  await life?.disk.commit({ webhookEndpoints });
}

/** The provider already tells about a charge whose own answer is still on its way. */
async function isBeingSentNow(
  { disk }: Life,
  account: ProviderAccountId,
  { body }: RawProviderEvent,
): Promise<boolean> {
  const { reference } = JSON.parse(new TextDecoder().decode(body)) as { reference: ProviderReference };
  const payment = await disk.paymentByReference(account, reference);
  const operations = payment === null ? [] : await disk.operationsOf(payment.id);
  return operations.some((operation) => operation.reference === reference && operation.status === 'claimed');
}

/** A provider's call reaches the gateway, or finds it dead. */
async function deliver(
  world: World,
  { notices }: Acknowledgements,
  life: Life | null,
  account: ProviderAccountId,
  event: RawProviderEvent,
): Promise<boolean> {
  if (life === null) return false;
  try {
    const received = await Promise.race([life.engine.receiveProviderEvent(account, event), life.death]);
    if (received.kind === 'accepted') {
      notices.push({ account, body: event.body });
      if (await isBeingSentNow(life, account, event)) world.mark('notice before the answer');
    }
    return true;
  } catch (error) {
    if (!(error instanceof ProcessDied)) world.tell(`a notice to ${account} was not taken`);
    return false;
  }
}
