import type { Acknowledgements } from '../client/client.ts';
import type { House } from '../house.ts';
import type { Life } from '../life.ts';
import type { World } from '../world.ts';
import { checkClients } from './clients.ts';
import { auditLedger, checkAccounts } from './ledger.ts';
import { checkLiveness } from './liveness.ts';
import { loadBook } from './loaded-book.ts';
import { checkMoney } from './money.ts';
import { checkNotices } from './notices.ts';
import { checkOutbox } from './outbox.ts';
import { markStates } from './states.ts';

export interface OracleQuestion {
  readonly world: World;
  readonly house: House;
  readonly life: Life;
  readonly acknowledged: Acknowledgements;
}

/** Holds everything the gateway has written, and everything it told, against what really happened. */
export async function consultOracle({ world, house, life, acknowledged }: OracleQuestion): Promise<void> {
  for (const merchant of house.merchants) {
    await auditLedger(world, house, life.disk, merchant.scope);
    const book = await loadBook(life.disk, merchant);
    checkMoney(world, book);
    checkAccounts(world, book);
    checkLiveness(world, book);
    checkOutbox(world, book);
    markStates(world, book, acknowledged);
  }
  await checkClients(world, life.disk, acknowledged);
  await checkNotices(world, house, life.disk, acknowledged);
  const dueAt = await life.disk.nextJobDueAt();
  if (dueAt !== null) world.breach(`a job is left, due at ${dueAt.toISOString()}`);
}
