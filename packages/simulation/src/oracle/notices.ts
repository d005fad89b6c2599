import type { ProviderAccountId } from '@hangil/core';
import type { Store } from '@hangil/engine';
import type { Acknowledgements } from '../client/client.ts';
import type { House } from '../house.ts';
import type { NoticeBody } from '../provider/notices.ts';
import type { World } from '../world.ts';

/** Every notice that was acknowledged is kept and worked out, and no forged one was accepted as evidence. */
export async function checkNotices(
  world: World,
  house: House,
  store: Store,
  { notices }: Acknowledgements,
): Promise<void> {
  for (const { account, body } of notices) {
    const { transactionId, serial, signature, readableUntilMs } = JSON.parse(
      new TextDecoder().decode(body),
    ) as NoticeBody;
    const kept = await store.providerEventByKey(account, `${transactionId}:${serial}`);
    const trust = house.accounts.find(({ id }) => id === account)?.personality.manifest.events.trust;
    if (kept === null) world.breach(`a notice about ${transactionId} was acknowledged and is not kept`);
    else if (kept.status === 'waiting' && !(await isShownToPerson(store, house, account, kept.id)))
      world.breach(`${kept.id} about ${transactionId} was never worked out`);
    if (signature === 'forged' && trust === 'evidence') world.breach(`a forged notice to ${account} was accepted`);
    if (kept?.status === 'unmatched') world.mark('notice about nothing we know');
    if (readableUntilMs !== null) world.mark('notice that can no longer be read');
  }
}

async function isShownToPerson(
  store: Store,
  house: House,
  account: ProviderAccountId,
  eventId: string,
): Promise<boolean> {
  const owner = house.ownerOf(account);
  if (owner === null) return false;
  const { items } = await store.cases(owner, { kind: 'poison_event', subjectId: eventId }, { limit: 1, cursor: null });
  return items[0]?.status === 'open';
}
