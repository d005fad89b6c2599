import type { CrashPoint } from '../crash-points.ts';
import type { World } from '../world.ts';

/** What came of a request. `lost`: it may or may not have arrived. */
export type Exchange<Answer> =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'lost'; readonly cause: string };

/** Where a process waits for the world: it may be slow to go on, or die. */
export interface Passage {
  pass(point: CrashPoint): Promise<void>;
}

interface Request<Answer> {
  /** Which provider account is called. */
  readonly at: string;
  readonly before: CrashPoint;
  readonly after: CrashPoint;
  readonly timeoutMs: number;
  /** What the provider does when the request arrives. It arrives even when its sender is dead by then. */
  readonly arrive: () => Answer;
}

/** Sends a request over a network that loses, delays and breaks. */
export async function exchange<Answer>(
  world: World,
  process: Passage,
  name: string,
  { at, before, after, timeoutMs, arrive }: Request<Answer>,
): Promise<Exchange<Answer>> {
  await process.pass(before);
  const { faults, scheduler } = world;
  if (faults.happens(`${name}: unreachable`, 0.04)) return { kind: 'unreachable' };
  const sentMs = scheduler.nowMs;
  const travelMs = faults.happens(`${name}: slow request`, 0.03) ? timeoutMs * 0.9 : travelTime(world);
  const isLost = world.outages.isSilent(at) || faults.happens(`${name}: request lost`, 0.04);
  const arrived = new Promise<Answer>((resolve) => {
    if (!isLost) scheduler.after(travelMs, () => resolve(arrive()));
  });
  const exchanged = isLost
    ? await lostAt(world, sentMs + timeoutMs)
    : await answerOf(world, name, arrived, sentMs + timeoutMs);
  await process.pass(after);
  return exchanged;
}

async function answerOf<Answer>(
  world: World,
  name: string,
  arrived: Promise<Answer>,
  deadlineMs: number,
): Promise<Exchange<Answer>> {
  const { faults, scheduler } = world;
  const answer = await arrived;
  if (faults.happens(`${name}: answer lost`, 0.05)) return lostAt(world, deadlineMs);
  if (faults.happens(`${name}: error after the work`, 0.03)) return { kind: 'lost', cause: 'http 502' };
  const leftMs = deadlineMs - scheduler.nowMs;
  const travelMs = faults.happens(`${name}: slow answer`, 0.05) ? leftMs * 0.9 : travelTime(world);
  await scheduler.sleep(Math.min(travelMs, leftMs));
  return { kind: 'answered', answer };
}

async function lostAt({ scheduler }: World, atMs: number): Promise<Exchange<never>> {
  await scheduler.sleep(atMs - scheduler.nowMs);
  return { kind: 'lost', cause: 'headers timeout' };
}

function travelTime({ random, scheduler }: World): number {
  return random('travel', scheduler.steps).between(5, 300);
}
