import { hourMs, minuteMs, type ProviderAccountId, type ProviderReference, secondMs } from '@hangil/core';
import type { World } from '../world.ts';
import { type Books, type Charge, createBooks, type Return, returnableMinor, type Transfer } from './books.ts';
import type { Notices } from './notices.ts';
import type { Personality } from './personality.ts';

/** A contract of a merchant with a provider: its books, and what the provider does on its own. */
export interface Account {
  readonly id: ProviderAccountId;
  readonly personality: Personality;
  readonly books: Books;
  /** A request to charge arrives. `refused`: this reference was used before. */
  charge(reference: ProviderReference, amountMinor: number, method: string, dueAt: Date | null): Charge | 'refused';
  confirm(charge: Charge): void;
  cancel(charge: Charge): 'canceled' | 'refused';
  refund(
    charge: Charge,
    reference: ProviderReference,
    amountMinor: number,
    returnedBeforeMinor: number,
  ): Return | 'refused';
  payOut(reference: ProviderReference, amountMinor: number): Transfer | 'refused';
  /** Somebody gives money back in the provider's own console. */
  refundInConsole(charge: Charge, amountMinor: number): void;
  /** Somebody else says that this was paid. */
  forgeNotice(reference: string): void;
}

export function createAccount(
  world: World,
  id: ProviderAccountId,
  personality: Personality,
  notices: Notices,
): Account {
  const { scheduler, tell } = world;
  const random = world.random('account', id);
  const books = createBooks(world, id, personality);
  const { createIdempotency, refunds } = personality.manifest;

  function changeCharge(charge: Charge, status: Charge['status']): void {
    books.change(charge, status);
    tell(`${id}: ${charge.id} (${charge.reference}) is ${status}`);
    notices.aboutCharge(charge);
  }

  /** The shopper sits before a window: pays, declines, comes late, or goes away. */
  function letShopperAct(charge: Charge): void {
    const fate = random.next();
    const delayMs = fate < 0.75 ? random.between(5 * secondMs, 20 * minuteMs) : random.between(hourMs, 60 * hourMs);
    if (fate > 0.9) return;
    const declines = random.chance(0.12);
    scheduler.after(delayMs, () => {
      if (charge.status !== 'waiting') return;
      changeCharge(charge, declines ? 'declined' : personality.confirms ? 'approved' : 'paid');
    });
  }

  /** Deposits come in time, late, or not at all. */
  function awaitDeposit(charge: Charge, dueAt: Date | null): void {
    const fate = random.next();
    const windowMs = (dueAt?.getTime() ?? scheduler.nowMs + hourMs) - scheduler.nowMs;
    if (fate > 0.85) return;
    const delayMs = fate < 0.7 ? windowMs * random.next() : windowMs + random.between(minuteMs, 12 * hourMs);
    scheduler.after(delayMs, () => {
      if (charge.status === 'deposit') changeCharge(charge, 'paid');
    });
  }

  function decideLater(charge: Charge): void {
    const declines = random.chance(0.3);
    scheduler.after(random.between(secondMs, 8 * hourMs), () => changeCharge(charge, declines ? 'declined' : 'paid'));
  }

  function openCharge(reference: ProviderReference, amountMinor: number, method: string, dueAt: Date | null): Charge {
    if (method === 'card') {
      const charge = books.open(reference, amountMinor, false, 'waiting');
      letShopperAct(charge);
      return charge;
    }
    if (method === 'virtual_account') {
      const charge = books.open(reference, amountMinor, true, 'deposit');
      awaitDeposit(charge, dueAt);
      return charge;
    }
    const status = random.pick(['paid', 'paid', 'paid', 'paid', 'declined', 'processing'] as const);
    const charge = books.open(reference, amountMinor, false, status);
    if (status === 'processing') decideLater(charge);
    notices.aboutCharge(charge);
    return charge;
  }

  return {
    id,
    personality,
    books,
    charge(reference, amountMinor, method, dueAt) {
      const known = books.chargesOf(reference).at(-1);
      if (known !== undefined && createIdempotency === 'key') return known;
      if (known !== undefined && createIdempotency === 'unique_reference') return 'refused';
      const charge = openCharge(reference, amountMinor, method, dueAt);
      tell(`${id}: ${charge.id} (${reference}) ${charge.status}, ${charge.amountMinor}`);
      return charge;
    },
    confirm: (charge) => changeCharge(charge, 'paid'),
    cancel(charge) {
      if (charge.status !== 'waiting' && charge.status !== 'deposit' && charge.status !== 'approved') return 'refused';
      changeCharge(charge, 'canceled');
      return 'canceled';
    },
    refund(charge, reference, amountMinor, returnedBeforeMinor) {
      const known = charge.returns.find((made) => made.reference === reference);
      if (known !== undefined && refunds.idempotency === 'key') return known;
      if (known !== undefined && refunds.idempotency === 'unique_reference') return 'refused';
      const alreadyMinor = charge.amountMinor - returnableMinor(charge);
      if (refunds.idempotency === 'expected_balance' && alreadyMinor !== returnedBeforeMinor) return 'refused';
      if (amountMinor > returnableMinor(charge)) return 'refused';
      const status = random.pick(['done', 'done', 'done', 'done', 'processing', 'declined'] as const);
      const made = books.giveBack(charge, reference, amountMinor, status);
      tell(`${id}: ${charge.id} gives ${amountMinor} back (${reference}), ${status}`);
      if (status === 'processing') {
        const ending = random.pick(['done', 'done', 'declined'] as const);
        scheduler.after(random.between(secondMs, 6 * hourMs), () => {
          books.endReturn(charge, made, ending);
          tell(`${id}: return ${made.id} is ${ending}`);
          notices.aboutCharge(charge);
        });
      }
      notices.aboutCharge(charge);
      return made;
    },
    payOut(reference, amountMinor) {
      const known = books.transfersOf(reference).at(-1);
      if (known !== undefined && createIdempotency === 'key') return known;
      if (known !== undefined && createIdempotency === 'unique_reference') return 'refused';
      const status = random.pick(['paid', 'paid', 'processing', 'processing', 'declined'] as const);
      const transfer = books.send(reference, amountMinor, status);
      tell(`${id}: transfer ${transfer.id} (${reference}) ${status}, ${amountMinor}`);
      if (status === 'processing') {
        const ending = random.pick(['paid', 'paid', 'declined'] as const);
        scheduler.after(random.between(secondMs, 30 * hourMs), () => {
          books.endTransfer(transfer, ending);
          tell(`${id}: transfer ${transfer.id} is ${ending}`);
          notices.aboutTransfer(transfer);
        });
      }
      return transfer;
    },
    forgeNotice: notices.forge,
    refundInConsole(charge, amountMinor) {
      books.giveBack(charge, null, amountMinor, 'done');
      tell(`${id}: ${amountMinor} of ${charge.id} given back in the console`);
      notices.aboutCharge(charge);
    },
  };
}
