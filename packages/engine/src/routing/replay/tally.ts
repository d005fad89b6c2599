import { wordOf } from '../condition.ts';
import type { PastPayment } from './past-payment.ts';
import type { ReplayReport, ReplaySide } from './replay-report.ts';

interface Count {
  payments: number;
  succeeded: number;
  failed: number;
  withoutFee: number;
  readonly fees: Map<string, number>;
}

/** Payments of one kind that would have moved to one channel. */
interface Moved {
  readonly channelId: string;
  readonly kind: string;
  readonly currency: string;
  /** As they came out where they went. */
  payments: number;
  succeeded: number;
  failed: number;
  /** Fees of the new channel: were all of them to succeed, and of those that did. */
  fee: number;
  feeOfSucceeded: number;
  withoutFee: number;
}

export interface Tally {
  add(payment: PastPayment, before: { readonly fee: number | null }, after: Destination | null): void;
  report(): ReplayReport;
}

export interface Destination {
  readonly channelId: string;
  readonly fee: number | null;
}

/** Adds up a replay. The rate of a channel for a kind of payment is known only at the end, so what moves is kept by kind until then. */
export function createTally(): Tally {
  const before = new Map<string, Count>();
  const stayed = new Map<string, Count>();
  const moved = new Map<string, Moved>();
  const rates = new Map<string, { succeeded: number; ended: number }>();
  let payments = 0;
  let unserved = 0;

  return {
    add(payment, { fee }, after) {
      const { channelId, outcome, inputs } = payment;
      payments += 1;
      addOutcome(countOf(before, channelId), payment, fee);
      const kind = wordOf(inputs);
      const rate = entry(rates, `${channelId} ${kind}`, () => ({ succeeded: 0, ended: 0 }));
      if (outcome !== 'open') rate.ended += 1;
      if (outcome === 'succeeded') rate.succeeded += 1;
      if (after === null) unserved += 1;
      else if (after.channelId === channelId) addOutcome(countOf(stayed, channelId), payment, fee);
      else addMoved(moved, payment, kind, after);
    },

    report() {
      const after = new Map(
        [...stayed].map(([channelId, count]) => [channelId, { ...count, fees: new Map(count.fees) }]),
      );
      let withoutEvidence = 0;
      for (const part of moved.values()) {
        const rate = rates.get(`${part.channelId} ${part.kind}`);
        const hasEvidence = rate !== undefined && rate.ended > 0;
        if (!hasEvidence) withoutEvidence += part.payments;
        addPart(countOf(after, part.channelId), part, hasEvidence ? rate.succeeded / rate.ended : null);
      }
      const channelIds = [...new Set([...before.keys(), ...after.keys()])].sort();
      return {
        payments,
        moved: [...moved.values()].reduce((sum, part) => sum + part.payments, 0),
        unserved,
        withoutEvidence,
        before: toSide([...before.values()]),
        after: toSide([...after.values()]),
        channels: channelIds.map((channelId) => ({
          channelId,
          before: toSide([before.get(channelId) ?? noCount()]),
          after: toSide([after.get(channelId) ?? noCount()]),
        })),
      };
    },
  };
}

function addOutcome(count: Count, { outcome, inputs }: PastPayment, fee: number | null): void {
  count.payments += 1;
  if (outcome === 'failed') count.failed += 1;
  if (outcome !== 'succeeded') return;
  count.succeeded += 1;
  if (fee === null) count.withoutFee += 1;
  else count.fees.set(inputs.currency, (count.fees.get(inputs.currency) ?? 0) + fee);
}

function addMoved(moved: Map<string, Moved>, { outcome, inputs }: PastPayment, kind: string, to: Destination): void {
  const { channelId, fee } = to;
  const { currency } = inputs;
  const part = entry(moved, `${channelId} ${kind} ${currency}`, () => ({
    ...{ channelId, kind, currency },
    ...{ payments: 0, succeeded: 0, failed: 0, fee: 0, feeOfSucceeded: 0, withoutFee: 0 },
  }));
  part.payments += 1;
  if (outcome === 'open') return;
  part.fee += fee ?? 0;
  if (fee === null) part.withoutFee += 1;
  if (outcome === 'failed') part.failed += 1;
  else {
    part.succeeded += 1;
    part.feeOfSucceeded += fee ?? 0;
  }
}

/** @param rate - of the channel for this kind; null = none is known, and they come out as they did */
function addPart(count: Count, part: Moved, rate: number | null): void {
  const ended = part.succeeded + part.failed;
  const succeeded = rate === null ? part.succeeded : ended * rate;
  const fee = rate === null ? part.feeOfSucceeded : part.fee * rate;
  count.payments += part.payments;
  count.succeeded += succeeded;
  count.failed += ended - succeeded;
  count.withoutFee += ended === 0 ? 0 : part.withoutFee * (succeeded / ended);
  if (fee > 0) count.fees.set(part.currency, (count.fees.get(part.currency) ?? 0) + fee);
}

function toSide(counts: readonly Count[]): ReplaySide {
  const fees = new Map<string, number>();
  for (const count of counts)
    for (const [currency, fee] of count.fees) fees.set(currency, (fees.get(currency) ?? 0) + fee);
  const sum = (read: (count: Count) => number) => counts.reduce((total, count) => total + read(count), 0);
  return {
    payments: sum(({ payments }) => payments),
    succeeded: sum(({ succeeded }) => succeeded),
    failed: sum(({ failed }) => failed),
    fees: [...fees].sort().map(([currency, fee]) => ({ currency, amountMinor: Math.round(fee) })),
    withoutFee: sum(({ withoutFee }) => withoutFee),
  };
}

function countOf(counts: Map<string, Count>, channelId: string): Count {
  return entry(counts, channelId, noCount);
}

function noCount(): Count {
  return { payments: 0, succeeded: 0, failed: 0, withoutFee: 0, fees: new Map() };
}

function entry<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
