import { createEngine, createRoutingMemory, type Scope, type Store } from '@hangil/engine';
import { channelOf, type House } from '../house.ts';
import type { Account } from '../provider/account.ts';
import { returnedMinor } from '../provider/books.ts';
import type { World } from '../world.ts';
import { hasOpenCase, hasUnreadableNotice, type LoadedBook } from './loaded-book.ts';

/** Every entry balances, every sum agrees with the payments, and each layer is zero. */
export async function auditLedger(world: World, house: House, store: Store, scope: Scope): Promise<void> {
  const auditor = createEngine({
    ...house.outside,
    store,
    routing: createRoutingMemory(),
    directory: { merchant: house.merchant, provider: () => null, ownerOf: house.ownerOf },
    onJobDue: () => {},
    onDeliveryDue: () => {},
    webhookSender: { send: async () => ({ kind: 'unanswered', problem: 'nobody sends' }) },
    chance: () => 0,
    log: () => {},
  });
  const { problems } = await auditor.verifyLedger(scope);
  for (const { detail } of problems) world.breach(`books of ${scope.merchantId}: ${detail}`);
}

/** Balances against the providers' own books: receivables, prefunds, and what must have returned to zero. */
export function checkAccounts(world: World, book: LoadedBook): void {
  const { merchant, payments } = book;
  for (const account of merchant.accounts) {
    const { manifest } = account.personality;
    const quarantined = new Set(
      payments
        .filter(({ status }) => status === 'quarantined')
        .flatMap(({ attempts }) => attempts.map(({ reference }) => reference)),
    );
    const paid = account.books.charges.filter(({ status }) => status === 'paid');
    const owedMinor = paid.reduce(
      (sum, charge) => sum + charge.amountMinor - (quarantined.has(charge.reference) ? 0 : returnedMinor(charge)),
      0,
    );
    if (isUnderReview(book, account)) continue;
    expectBalance(world, book, `asset:pg:${manifest.id}:${channelOf(account)}`, owedMinor);
    const sent = account.books.transfers.filter(({ status }) => status === 'paid');
    const sentMinor = sent.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    expectBalance(world, book, `asset:prefund:${manifest.id}`, -sentMinor);
  }
  for (const { account, layer } of book.totals) {
    const mustClear = layer === 'pending' || /^liab:(refund-in-transit|payout-pending|payout-in-transit)/.test(account);
    if (mustClear && !book.refunds.some(isStuck) && !book.payouts.some(isStuck))
      expectBalance(world, book, account, 0, layer);
  }
  const heldMinor = book.totals
    .filter(({ account }) => account.startsWith('suspense:'))
    .reduce((sum, { debitMinor, creditMinor }) => sum + creditMinor - debitMinor, 0);
  const casesMinor = book.payments
    .filter(({ status }) => status === 'quarantined')
    .flatMap((payment) => book.cases.filter(({ subjectId, status }) => subjectId === payment.id && status === 'open'))
    .reduce((sum, { amountMinor }) => sum + (amountMinor ?? 0), 0);
  if (heldMinor !== casesMinor) world.breach(`suspense holds ${heldMinor}, open cases explain ${casesMinor}`);
}

/** The provider's truth differs from the books, and a person has been asked to look. */
function isUnderReview(book: LoadedBook, { id }: Account): boolean {
  const isHere = (subject: { readonly id: string; readonly providerAccountId: string }) =>
    subject.providerAccountId === id && hasOpenCase(book, subject.id);
  const payments = book.payments.filter(({ status }) => status !== 'quarantined');
  const refunds = book.refunds.map((refund) => ({
    id: refund.id,
    providerAccountId: book.payments.find((payment) => payment.id === refund.paymentId)?.providerAccountId ?? '',
  }));
  return [...payments, ...refunds, ...book.payouts].some(isHere) || hasUnreadableNotice(book, id);
}

function isStuck({ status }: { readonly status: string }): boolean {
  return status === 'unknown' || status === 'pending' || status === 'processing';
}

function expectBalance(
  world: World,
  { totals, merchant }: LoadedBook,
  account: string,
  expectedMinor: number,
  layer = 'posted',
): void {
  const balanceMinor = totals
    .filter((total) => total.account === account && total.layer === layer)
    .reduce((sum, { debitMinor, creditMinor }) => sum + debitMinor - creditMinor, 0);
  if (balanceMinor !== expectedMinor)
    world.breach(`${merchant.scope.merchantId}: ${layer} ${account} is ${balanceMinor}, the truth is ${expectedMinor}`);
}
