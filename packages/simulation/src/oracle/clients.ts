import type { PaymentId, PayoutId, RefundId } from '@hangil/core';
import type { Store } from '@hangil/engine';
import type { Acknowledgements, Observation } from '../client/client.ts';
import type { World } from '../world.ts';

/** What clients saw fits one order of versions of every object, repeated requests got one answer, and nothing told was lost. */
export async function checkClients(world: World, store: Store, { observations }: Acknowledgements): Promise<void> {
  const bySubject = groupBy(observations, ({ shown }) => shown.id);
  for (const [id, seen] of bySubject) {
    checkOrder(world, seen);
    const newest = Math.max(...seen.map(({ shown }) => shown.version));
    const versionNow = (await findShown(store, id))?.version ?? 0;
    if (versionNow < newest) world.breach(`${id} was shown as version ${newest}, now it is ${versionNow}`);
  }
  const byKey = groupBy(
    observations.filter(({ key }) => key !== null),
    ({ key }) => key ?? '',
  );
  for (const [key, seen] of byKey) {
    checkReplays(world, key, seen);
    const ids = [...new Set(seen.map(({ shown }) => shown.id))];
    const standing = (await Promise.all(ids.map((id) => findShown(store, id)))).filter(
      (value) => value?.status !== 'failed',
    );
    if (standing.length > 1) world.breach(`${key} led to ${standing.map((value) => value?.id).join(' and ')}`);
  }
}

function groupBy<Item>(items: readonly Item[], name: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(name(item), [...(groups.get(name(item)) ?? []), item]);
  return groups;
}

/** A fresh answer that began after another had ended never shows an older version. Replays show what was true once. */
function checkOrder(world: World, seen: readonly Observation[]): void {
  const fresh = seen.filter(({ isReplay }) => !isReplay);
  for (const later of fresh) {
    const earlier = fresh.find((other) => other.endedMs < later.beganMs && other.shown.version > later.shown.version);
    if (earlier !== undefined)
      world.breach(`${later.shown.id} was shown as version ${later.shown.version} after ${earlier.shown.version}`);
    const other = fresh.find(({ shown, body }) => shown.version === later.shown.version && body !== later.body);
    if (other !== undefined) world.breach(`version ${later.shown.version} of ${later.shown.id} was shown in two ways`);
  }
}

/** A request that came to nothing may be made anew; one whose outcome was open shows the present truth. */
function checkReplays(world: World, key: string, seen: readonly Observation[]): void {
  const first = seen.find(
    ({ isReplay, shown }) => !isReplay && shown.status !== 'failed' && shown.status !== 'unknown',
  );
  if (first === undefined) return;
  const replays = seen.filter((other) => other.isReplay && other.beganMs > first.endedMs);
  if (replays.some(({ body }) => body !== first.body)) world.breach(`${key} was answered in two ways`);
}

/** The payment, refund or payout of an id. */
export function findShown(store: Store, id: string) {
  if (id.startsWith('pay_')) return store.payment(id as PaymentId);
  return id.startsWith('rfnd_') ? store.refund(id as RefundId) : store.payout(id as PayoutId);
}
