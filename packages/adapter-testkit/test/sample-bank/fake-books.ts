import { type Clock, money, toMajorText } from '@hangil/core';
import type { FakeBooks, FakeDistortion, FakeOutcome } from '../../src/index.ts';

interface Refund {
  readonly id: string;
  readonly reference: string;
  readonly amountMinor: number;
  readonly doneAt: string;
}

/** A payment or a transfer as the bank keeps it. */
export interface Entry {
  readonly id: string;
  readonly reference: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly accountNumber: string | null;
  readonly refunds: readonly Refund[];
  readonly status: 'waiting' | 'paid' | 'declined' | 'canceled' | 'returned';
  /** The name of the payer is missing. */
  readonly asks: boolean;
  /** By the shopper, where that moves nothing yet. */
  readonly isApproved: boolean;
  readonly dueAt: string | null;
  /** How often money moved. */
  readonly moved: number;
  readonly decidedAt: string | null;
}

export type Entries = Map<string, Entry>;
export type NewEntry = Pick<Entry, 'reference' | 'amountMinor' | 'currency' | 'accountNumber'> &
  Partial<Pick<Entry, 'asks'>>;
export type Books = ReturnType<typeof createBooks>;

/** Sample Bank's books, and how they look from outside. */
export function createBooks(clock: Clock, publicUrl: () => string) {
  const payments: Entries = new Map();
  const transfers: Entries = new Map();
  const distortions = new Map<string, FakeDistortion>();
  let ids = 0;
  const nextId = () => {
    ids += 1;
    return `bank-${ids}`;
  };

  function change(entries: Entries, reference: string, changes: Partial<Entry>): Entry {
    const entry = entries.get(reference);
    if (entry === undefined) throw new Error(`no entry ${reference}`);
    const changed = { ...entry, ...changes };
    entries.set(reference, changed);
    return changed;
  }

  const distortionOf = ({ reference }: Entry) => distortions.get(reference) ?? {};

  return {
    payments,
    transfers,
    change,
    returnedMinor,
    distort: (reference: string, distortion: FakeDistortion) => void distortions.set(reference, distortion),
    open(entries: Entries, entry: NewEntry): void {
      const untouched = {
        refunds: [],
        status: 'waiting',
        moved: 0,
        decidedAt: null,
        isApproved: false,
        dueAt: null,
      } as const;
      entries.set(entry.reference, { asks: false, ...entry, ...untouched, id: nextId() });
    },
    decide(entries: Entries, reference: string, outcome: FakeOutcome | 'wait'): Entry {
      if (outcome === 'leave' || outcome === 'wait') return change(entries, reference, {});
      const decidedAt = clock.now().toISOString();
      if (outcome === 'decline') return change(entries, reference, { status: 'declined', decidedAt });
      const moved = (entries.get(reference)?.moved ?? 0) + 1;
      return change(entries, reference, { status: 'paid', moved, decidedAt });
    },
    refund(payment: Entry, reference: string, amountMinor: number): Entry {
      const refund = { id: nextId(), reference, amountMinor, doneAt: clock.now().toISOString() };
      return change(payments, payment.reference, { refunds: [...payment.refunds, refund] });
    },
    reportRows: () => reportRows([...payments.values()], [...transfers.values()], distortionOf),
    paymentAnswer: (entry: Entry) => paymentAnswer(entry, distortionOf(entry), publicUrl()),
    transferAnswer: (entry: Entry) => transferAnswer(entry, distortionOf(entry)),
    report: () => report([...payments.values()], [...transfers.values()]),
  };
}

function returnedMinor({ refunds }: Entry): number {
  return refunds.reduce((sum, refund) => sum + refund.amountMinor, 0);
}

function commonAnswer(entry: Entry, distortion: FakeDistortion) {
  const currency = distortion.currency ?? entry.currency;
  return {
    id: entry.id,
    reference: distortion.reference ?? entry.reference,
    amount: toMajorText(money(distortion.amountMinor ?? entry.amountMinor, currency)),
    currency,
    refusal: entry.status === 'declined' ? 'no_funds' : null,
  };
}

function paymentAnswer(entry: Entry, distortion: FakeDistortion, publicUrl: string) {
  const text = (amountMinor: number) => toMajorText(money(amountMinor, entry.currency));
  return {
    ...commonAnswer(entry, distortion),
    state: entry.status,
    returned: text(returnedMinor(entry)),
    paid_at: entry.decidedAt,
    account_number: entry.accountNumber,
    pay_url: `${publicUrl}/pay/${entry.id}`,
    asks: entry.asks,
    due_at: entry.dueAt,
    refunds: entry.refunds.map(({ id, reference, amountMinor, doneAt }) => ({
      id,
      reference,
      amount: text(amountMinor),
      done_at: doneAt,
    })),
  };
}

function transferAnswer(entry: Entry, distortion: FakeDistortion) {
  const states = { waiting: 'waiting', paid: 'done', declined: 'refused', canceled: 'refused', returned: 'returned' };
  const state = states[entry.status];
  return { ...commonAnswer(entry, distortion), state, done_at: entry.decidedAt };
}

/** What moved money, each movement by itself. */
function reportRows(
  payments: readonly Entry[],
  transfers: readonly Entry[],
  distortionOf: (entry: Entry) => FakeDistortion,
) {
  const row = (
    kind: string,
    entry: Entry,
    { id, amountMinor, at }: { id: string; amountMinor: number; at: string },
  ) => ({
    id,
    kind,
    reference: entry.reference,
    amount: toMajorText(money(amountMinor, entry.currency)),
    currency: entry.currency,
    at,
  });
  const whole = (kind: string) => (entry: Entry) => {
    if (entry.moved === 0 || entry.decidedAt === null) return [];
    const amountMinor = distortionOf(entry).amountMinor ?? entry.amountMinor;
    return [row(kind, entry, { id: entry.id, amountMinor, at: entry.decidedAt })];
  };
  const refunds = (entry: Entry) =>
    entry.refunds.map(({ id, amountMinor, doneAt }) => row('refund', entry, { id, amountMinor, at: doneAt }));
  return [...payments.flatMap(whole('payment')), ...payments.flatMap(refunds), ...transfers.flatMap(whole('payout'))];
}

function report(payments: readonly Entry[], transfers: readonly Entry[]): FakeBooks {
  return {
    payments: payments.map((entry) => ({
      reference: entry.reference,
      providerPaymentId: entry.id,
      status: entry.status === 'returned' ? 'paid' : entry.status,
      amountMinor: entry.amountMinor,
      currency: entry.currency,
      returnedMinor: returnedMinor(entry),
      charges: entry.moved,
    })),
    payouts: transfers.map((entry) => ({
      reference: entry.reference,
      providerPayoutId: entry.id,
      status: entry.status === 'canceled' ? 'declined' : entry.status,
      amountMinor: entry.amountMinor,
      currency: entry.currency,
      transfers: entry.moved,
    })),
  };
}
