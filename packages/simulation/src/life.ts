import { secondMs } from '@hangil/core';
import { createEngine, createRoutingMemory, type Engine, type Store } from '@hangil/engine';
import { type CrashPlan, type CrashPoint, sendingPoints } from './crash-points.ts';
import type { House } from './house.ts';
import type { Medium } from './medium.ts';
import { noteDefect } from './note-defect.ts';
import { oneByOne } from './one-by-one.ts';
import { createProvider } from './provider/create-provider.ts';
import type { Passage } from './provider/line.ts';
import { createSimulatedStore } from './simulated-store.ts';
import type { World } from './world.ts';

/** One process of the gateway, from its start to its death. */
export interface Life extends Passage {
  readonly engine: Engine;
  /** As its use cases reach it: slow, and a place to die. */
  readonly store: Store;
  /** What is really written. */
  readonly disk: Store;
  readonly isAlive: boolean;
  /** Rejects when it dies, and never resolves. */
  readonly death: Promise<never>;
  /** The process is gone with everything it had in memory. */
  die(point: CrashPoint, tornFrom?: number | null): void;
}

export class ProcessDied extends Error {}

interface LifeSettings {
  readonly world: World;
  readonly house: House;
  readonly medium: Medium;
  readonly crashes: CrashPlan;
  /** Calls of the store wait for each other; for stores that answer when they like. */
  readonly isOneByOne: boolean;
  /** Called once, when this process has died. */
  readonly onDeath: (point: CrashPoint) => void;
}

export function startLife({ world, house, medium, crashes, isOneByOne, onDeath }: LifeSettings): Life {
  const { scheduler, faults } = world;
  const random = world.random('life', scheduler.steps);
  let isAlive = true;
  const opened = medium.open();
  const real = isOneByOne ? oneByOne(opened, scheduler, () => !isAlive) : opened;
  let announceDeath: (reason: Error) => void = () => {};
  const death = new Promise<never>((_, reject) => {
    announceDeath = reject;
  });
  death.catch(() => {});

  /** Waits a moment, or long; whoever waits in a process that has died waits for ever. */
  function wait(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      scheduler.after(delayMs, () => {
        if (isAlive) resolve();
      });
    });
  }

  function die(point: CrashPoint, tornFrom: number | null = null): void {
    isAlive = false;
    world.tell(`the gateway dies at "${point}"`);
    world.mark(tornFrom === null ? 'crash' : 'crash within a write');
    medium.crash(tornFrom, random);
    void real.close();
    announceDeath(new ProcessDied(point));
    onDeath(point);
  }

  async function pass(point: CrashPoint): Promise<void> {
    const stalls = !sendingPoints.includes(point) && faults.happens('stall', 0.002);
    if (stalls) world.mark('process stalls');
    await wait(stalls ? random.between(secondMs, 1_200 * secondMs) : random.between(0, 2));
    if (crashes.isTheMoment(point)) {
      die(point);
      await death;
    }
  }

  const life: Life = {
    engine: undefined as unknown as Engine,
    store: real,
    disk: real,
    get isAlive() {
      return isAlive;
    },
    death,
    die,
    pass,
  };
  const jobs = createWake();
  const deliveries = createWake();
  const wakeAll = () => {
    jobs.wake();
    deliveries.wake();
  };
  // The gateway looks every second; looking after every write finds the same without the empty looks.
  const store = createSimulatedStore({
    world,
    real,
    medium,
    crashes,
    life,
    onCommitted: jobs.wake,
    onFailed: wakeAll,
  });
  const providers = new Map(house.accounts.map((account) => [account.id, createProvider(world, account, life)]));
  const engine = createEngine({
    ...house.outside,
    store,
    routing: createRoutingMemory(),
    directory: { merchant: house.merchant, provider: (id) => providers.get(id) ?? null, ownerOf: house.ownerOf },
    onJobDue: jobs.wake,
    onDeliveryDue: deliveries.wake,
    webhookSender: { send: (message) => house.receive(message, life) },
    chance: random.next,
    log: (_level, ...told) => {
      if (isAlive) noteDefect(world, ...told);
    },
  });
  const settings = { world, isAlive: () => isAlive };
  void runLoop({ ...settings, wake: jobs, startDue: engine.startDueJobs, nextDueAt: store.nextJobDueAt });
  const { startDueDeliveries, nextDeliveryDueAt } = engine.webhooks;
  void runLoop({ ...settings, wake: deliveries, startDue: startDueDeliveries, nextDueAt: nextDeliveryDueAt });
  return Object.assign(life, { engine, store });
}

/** What a loop sleeps on until it is woken. */
interface Wake {
  readonly wake: () => void;
  /** Resolves when woken, or when told to by the returned function. */
  sleep(resolveLater: (resolve: () => void) => void): Promise<void>;
}

function createWake(): Wake {
  let isWanted = false;
  let sleeper: (() => void) | null = null;
  return {
    wake() {
      isWanted = true;
      sleeper?.();
    },
    async sleep(resolveLater) {
      if (!isWanted) {
        await new Promise<void>((resolve) => {
          sleeper = resolve;
          resolveLater(resolve);
        });
      }
      sleeper = null;
      isWanted = false;
    },
  };
}

interface LoopSettings {
  readonly world: World;
  readonly isAlive: () => boolean;
  readonly wake: Wake;
  readonly startDue: Engine['startDueJobs'];
  readonly nextDueAt: () => Promise<Date | null>;
}

/** Jobs that run at once. */
const placesMax = 4;

/** Starts what is due, as the loop of the gateway does: when woken, when the next is due, and after a failure of the store. */
async function runLoop({ world, isAlive, wake, startDue, nextDueAt }: LoopSettings): Promise<void> {
  const { scheduler } = world;
  const running = new Set<Promise<void>>();
  while (isAlive()) {
    let pauseMs = 0;
    try {
      const started = running.size < placesMax ? await startDue(placesMax - running.size) : [];
      for (const job of started) {
        const followed = job
          .catch(() => {})
          .finally(() => {
            running.delete(followed);
            wake.wake();
          });
        running.add(followed);
      }
      if (started.length === 0) {
        const next = running.size < placesMax ? await nextDueAt() : null;
        pauseMs = next === null ? Number.POSITIVE_INFINITY : Math.max(10, next.getTime() - scheduler.nowMs);
      }
    } catch {
      pauseMs = secondMs;
    }
    if (pauseMs > 0) {
      await wake.sleep((resolve) => {
        if (Number.isFinite(pauseMs)) scheduler.after(pauseMs, resolve);
      });
    }
  }
}
