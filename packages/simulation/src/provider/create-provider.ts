import {
  declined,
  notCreated,
  type PaymentPort,
  type PaymentProvider,
  type PaymentReading,
  type PaymentVerdict,
  type PayoutPort,
  type RefundPort,
  type RefundReading,
  type RefundRequest,
  type RefundVerdict,
  type StartPaymentRequest,
  unknown,
} from '@hangil/core';
import type { World } from '../world.ts';
import type { Account } from './account.ts';
import type { Charge, Return } from './books.ts';
import { type Exchange, exchange, type Passage } from './line.ts';
import { readNotice } from './read-notice.ts';
import { chargeReading, noMoney, paidReading, succeeded, transferReading } from './readings.ts';

/** The account as the engine reaches it from one life of the gateway: every call goes over a line that breaks. */
export function createProvider(world: World, account: Account, process: Passage): PaymentProvider {
  const { personality } = account;
  return {
    specificationVersion: 'v1',
    manifest: personality.manifest,
    payments: paymentPort(world, account, process),
    refunds: refundPort(world, account, process),
    payouts: payoutPort(world, account, process),
    events: { read: (event) => readNotice(account, event, world.scheduler.clock) },
  };
}

function paymentPort(world: World, account: Account, process: Passage): PaymentPort {
  const { id: at, books, personality } = account;
  const timeoutMs = personality.manifest.callTimeoutMs;
  const window = { type: 'redirect', url: 'https://window.example/', method: 'GET', fields: {} } as const;

  function startVerdict(charge: Charge | 'refused', { method }: StartPaymentRequest): PaymentVerdict {
    if (charge === 'refused') return unknown('the reference was used before');
    if (charge.status === 'paid') return paidReading(charge, 0);
    const reading = chargeReading(charge, { status: charge.status, returnedMinor: 0 });
    if (reading.kind !== 'pending') return declined('insufficient_funds', noMoney, charge.id);
    if (reading.waitsFor === 'shopper') return { ...reading, nextAction: window };
    if (method.type !== 'virtual_account') return reading;
    const shown = { bankCode: '004', bankName: 'KB', accountNumber: '110123456789', holderName: 'Hangil' };
    return { ...reading, nextAction: { type: 'display_virtual_account', ...shown, dueAt: method.dueAt } };
  }

  const port: PaymentPort = {
    async start(request) {
      const { reference, amount, method } = request;
      const dueAt = method.type === 'virtual_account' ? method.dueAt : null;
      const exchanged = await exchange(world, process, 'start', {
        at,
        before: 'start payment:before',
        after: 'start payment:after',
        timeoutMs,
        arrive: () => startVerdict(account.charge(reference, amount.amountMinor, method.type, dueAt), request),
      });
      return verdictOf(exchanged);
    },
    async inquire({ reference, providerPaymentId }) {
      const exchanged = await exchange<PaymentReading>(world, process, 'inquire', {
        at,
        before: 'read',
        after: 'inquire payment:after',
        timeoutMs,
        arrive: () => {
          const found =
            providerPaymentId === null
              ? best(books.chargesOf(reference))
              : books.charges.find(({ id }) => id === providerPaymentId);
          return found === undefined ? { kind: 'absent' } : chargeReading(found, books.viewOf(found));
        },
      });
      return readingOf(exchanged);
    },
    async cancel({ reference }) {
      const exchanged = await exchange(world, process, 'cancel', {
        at,
        before: 'read',
        after: 'cancel payment:after',
        timeoutMs,
        arrive: () => {
          const open = books.chargesOf(reference).find(({ status }) => status !== 'declined');
          return open === undefined ? ('canceled' as const) : account.cancel(open);
        },
      });
      if (exchanged.kind !== 'answered') return lostVerdict(exchanged);
      return exchanged.answer === 'canceled' ? { kind: 'canceled' } : declined('other', noMoney);
    },
  };
  return personality.confirms ? { ...port, confirm: confirmOver(world, account, process, timeoutMs) } : port;
}

function confirmOver(
  world: World,
  account: Account,
  process: Passage,
  timeoutMs: number,
): NonNullable<PaymentPort['confirm']> {
  const at = account.id;
  return async ({ providerPaymentId }) => {
    const exchanged = await exchange<PaymentVerdict>(world, process, 'confirm', {
      at,
      before: 'confirm payment:before',
      after: 'confirm payment:after',
      timeoutMs,
      arrive: () => {
        const charge = account.books.charges.find(({ id }) => id === providerPaymentId);
        if (charge === undefined) return notCreated('invalid_request');
        if (charge.status === 'approved') account.confirm(charge);
        return charge.status === 'paid' ? paidReading(charge, 0) : notCreated('invalid_request');
      },
    });
    return verdictOf(exchanged);
  };
}

function refundPort(world: World, { id: at, books, refund, personality }: Account, process: Passage): RefundPort {
  const { callTimeoutMs: timeoutMs, refunds } = personality.manifest;
  const told = (charge: Charge, made: Return) =>
    succeeded(made.id, charge.reference, made.amountMinor, world.scheduler.nowMs);

  function verdict(charge: Charge, made: Return | 'refused'): RefundVerdict {
    if (made === 'refused' || made.status === 'declined') return declined('other', noMoney);
    return made.status === 'done' ? told(charge, made) : { kind: 'pending', providerTransactionId: made.id };
  }

  /** Where refunds have no name of ours, only the sum tells whether one was made. */
  function reading(charge: Charge, { reference, amount, returnedBeforeMinor }: RefundRequest): RefundReading {
    if (refunds.idempotency === 'expected_balance') {
      const seenMinor = books.viewOf(charge)?.returnedMinor ?? 0;
      if (seenMinor >= returnedBeforeMinor + amount.amountMinor)
        return succeeded(`${charge.id}-returned`, charge.reference, amount.amountMinor, world.scheduler.nowMs);
      const ours = charge.returns.find((made) => made.reference === reference);
      if (ours?.status === 'declined') return declined('other', noMoney);
      return ours?.status === 'processing' ? { kind: 'pending' } : { kind: 'absent' };
    }
    const made = charge.returns.find((candidate) => candidate.reference === reference);
    if (made === undefined) return { kind: 'absent' };
    const found = verdict(charge, made);
    return found.kind === 'not_created' ? { kind: 'absent' } : found;
  }

  return {
    async refund(request) {
      const exchanged = await exchange<RefundVerdict>(world, process, 'refund', {
        at,
        before: 'refund:before',
        after: 'refund:after',
        timeoutMs,
        arrive: () => {
          const charge = best(books.chargesOf(request.payment.reference));
          if (charge === undefined) return declined('other', noMoney);
          const { reference, amount, returnedBeforeMinor } = request;
          return verdict(charge, refund(charge, reference, amount.amountMinor, returnedBeforeMinor));
        },
      });
      return verdictOf(exchanged);
    },
    async inquire(request) {
      const exchanged = await exchange<RefundReading>(world, process, 'inquire refund', {
        at,
        before: 'read',
        after: 'inquire refund:after',
        timeoutMs,
        arrive: () => {
          const charge = best(books.chargesOf(request.payment.reference));
          return charge === undefined ? { kind: 'absent' } : reading(charge, request);
        },
      });
      return readingOf(exchanged);
    },
  };
}

function payoutPort(world: World, { id: at, books, payOut, personality }: Account, process: Passage): PayoutPort {
  const timeoutMs = personality.manifest.callTimeoutMs;
  return {
    async send({ reference, amount }) {
      const exchanged = await exchange(world, process, 'send payout', {
        at,
        before: 'send payout:before',
        after: 'send payout:after',
        timeoutMs,
        arrive: () => {
          const transfer = payOut(reference, amount.amountMinor);
          if (transfer === 'refused') return unknown('the reference was used before');
          return transferReading(transfer);
        },
      });
      return verdictOf(exchanged);
    },
    async inquire({ reference }) {
      const exchanged = await exchange(world, process, 'inquire payout', {
        at,
        before: 'read',
        after: 'inquire payout:after',
        timeoutMs,
        arrive: () => {
          const transfer = books.transfersOf(reference).at(-1);
          const isShown = transfer !== undefined && transfer.shownFromMs <= world.scheduler.nowMs;
          return isShown ? transferReading(transfer) : ({ kind: 'absent' } as const);
        },
      });
      return readingOf(exchanged);
    },
  };
}

/** A paid one wins over a newer one. */
function best(charges: readonly Charge[]): Charge | undefined {
  return charges.find(({ status }) => status === 'paid') ?? charges.at(-1);
}

type Lost = Exclude<Exchange<never>, { readonly kind: 'answered' }>;

function lostVerdict(lost: Lost) {
  return lost.kind === 'unreachable' ? notCreated('provider_unavailable') : unknown(lost.cause);
}

function verdictOf<Verdict>(exchanged: Exchange<Verdict>): Verdict | ReturnType<typeof lostVerdict> {
  return exchanged.kind === 'answered' ? exchanged.answer : lostVerdict(exchanged);
}

function readingOf<Reading>(exchanged: Exchange<Reading>): Reading | ReturnType<typeof unknown> {
  if (exchanged.kind === 'answered') return exchanged.answer;
  return unknown(exchanged.kind === 'lost' ? exchanged.cause : 'connection refused');
}
