import { hasBeenPaid, type Payment, type Payout } from '@hangil/core';
import { type Charge, returnedMinor, type Transfer } from '../provider/books.ts';
import type { World } from '../world.ts';
import { hasOpenCase, hasUnreadableNotice, type LoadedBook } from './loaded-book.ts';

/** Every charge, return and transfer of the providers stands in the books exactly once, and nothing else does. */
export function checkMoney(world: World, book: LoadedBook): void {
  const charges = book.merchant.accounts.flatMap(({ books }) => books.charges);
  const transfers = book.merchant.accounts.flatMap(({ books }) => books.transfers);
  reportTwice(world, 'charge', charges);
  reportTwice(world, 'transfer', transfers);
  const byReference = new Map(
    book.payments.flatMap((payment) =>
      payment.attempts.map(({ reference }) => [reference as string, payment] as const),
    ),
  );
  for (const charge of charges) {
    const payment = byReference.get(charge.reference);
    if (payment === undefined) world.breach(`${charge.id} (${charge.reference}) was charged for no payment`);
    else if (charge.status === 'paid') checkPaid(world, book, payment, charge);
  }
  for (const account of book.merchant.accounts) checkOwnReturns(world, book, account.books.charges);
  for (const payment of book.payments) checkPayment(world, payment, charges);
  for (const payout of book.payouts) checkPayout(world, payout, transfers);
}

function reportTwice(world: World, what: string, made: readonly { readonly reference: string }[]): void {
  const seen = new Set<string>();
  for (const { reference } of made) {
    if (seen.has(reference)) world.breach(`a ${what} was made twice under ${reference}`);
    seen.add(reference);
  }
}

function checkPaid(world: World, book: LoadedBook, payment: Payment, charge: Charge): void {
  const { id, status, amountMinor, amountPaidMinor, providerPaymentId } = payment;
  if (charge.amountMinor !== amountMinor) {
    const isHeld = status === 'quarantined' && hasOpenCase(book, id);
    if (!isHeld) world.breach(`${id} is ${status}, though ${charge.amountMinor} of ${amountMinor} was charged`);
    return;
  }
  if (!hasBeenPaid(status) || amountPaidMinor !== amountMinor || providerPaymentId !== charge.id)
    world.breach(`${id} is ${status} with ${amountPaidMinor} of ${providerPaymentId}, though ${charge.id} was paid`);
  else if (!hasOpenCase(book, id) && !hasUnreadableNotice(book, payment.providerAccountId))
    checkReturns(world, book, payment, charge);
}

function checkReturns(world: World, book: LoadedBook, payment: Payment, charge: Charge): void {
  const payoutsMinor = book.payouts
    .filter(({ refundsPaymentId, status }) => refundsPaymentId === payment.id && status === 'succeeded')
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const refunds = book.refunds.filter(({ paymentId }) => paymentId === payment.id);
  if (refunds.some(({ id }) => hasOpenCase(book, id))) return;
  const bookedMinor = payment.amountRefundedMinor - payoutsMinor;
  if (bookedMinor !== returnedMinor(charge))
    world.breach(
      `${payment.id}: ${bookedMinor} is booked as given back, ${charge.id} gave ${returnedMinor(charge)} back`,
    );
  const standing = charge.returns.filter(({ status, reference }) => status !== 'declined' && reference !== null);
  reportTwice(
    world,
    'refund',
    standing.map(({ reference }) => ({ reference: reference ?? '' })),
  );
}

/** What the provider made under our name has succeeded with us; merchants who are told otherwise give the money back twice. */
function checkOwnReturns(world: World, { operations, refunds }: LoadedBook, charges: readonly Charge[]): void {
  const statusByReference = new Map(
    operations.map(({ reference, subjectId }) => [
      reference as string,
      refunds.find(({ id }) => id === subjectId)?.status,
    ]),
  );
  for (const { reference, status, id } of charges.flatMap(({ returns }) => returns)) {
    if (reference === null || status !== 'done') continue;
    const booked = statusByReference.get(reference);
    if (booked !== 'succeeded') world.breach(`${id} was given back under ${reference}, our refund is ${booked}`);
  }
}

function checkPayment(world: World, payment: Payment, charges: readonly Charge[]): void {
  const references = new Set<string>(payment.attempts.map(({ reference }) => reference));
  const paid = charges.filter(({ status, reference }) => status === 'paid' && references.has(reference));
  if (paid.length > 1) world.breach(`${payment.id} was charged ${paid.length} times`);
  if (paid.length === 0 && (hasBeenPaid(payment.status) || payment.status === 'quarantined'))
    world.breach(`${payment.id} is ${payment.status}, though nothing was charged`);
}

function checkPayout(world: World, payout: Payout, transfers: readonly Transfer[]): void {
  const made = transfers.find(({ reference }) => reference === payout.reference);
  const isPaid = made?.status === 'paid';
  if (isPaid !== (payout.status === 'succeeded'))
    world.breach(`${payout.id} is ${payout.status}, its transfer is ${made?.status ?? 'not made'}`);
  if (made !== undefined && made.amountMinor !== payout.amountMinor)
    world.breach(`${payout.id}: ${made.amountMinor} was sent instead of ${payout.amountMinor}`);
}
