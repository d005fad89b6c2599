import { methodWord, type Payment, type PaymentId, type PayoutId } from '@hangil/core';
import {
  channelOf,
  createFeeReport,
  expectedFee,
  expectedFeeOfRefund,
  type Fee,
  type FeeRow,
  movementsOf,
  type RecordedEntry,
  type SettlementTerms,
  settledGross,
} from '@hangil/ledger';
import type { Scope } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import { type DayRange, entriesOf, type JournalReads } from './report-reads.ts';

export type FeeReads = JournalReads & Pick<Store, 'payment' | 'payout'>;

/** What is known of a channel beside the books. */
export interface ChannelTerms {
  readonly id: string;
  readonly providerAccountId: string;
  readonly settlement?: SettlementTerms | undefined;
}

/** Fees as booked in some days beside what the terms of the channels let expect for the same settled amounts. */
export async function readFeeReport(
  reads: FeeReads,
  scope: Scope,
  range: DayRange,
  channels: readonly ChannelTerms[],
): Promise<FeeRow[]> {
  const report = createFeeReport();
  for await (const entry of entriesOf(reads, scope, range)) {
    const settled = settledGross(entry);
    const charged = feesOf(entry, settled);
    if (charged.length === 0) continue;
    const payment = entry.paymentId === null ? null : await reads.payment(entry.paymentId as PaymentId);
    const channelId = payment?.channelId ?? channelOf(entry) ?? '';
    const channel = channels.find(({ id }) => id === channelId);
    const accountId = payment?.providerAccountId ?? (await accountOfPayout(reads, entry)) ?? channel?.providerAccountId;
    for (const { provider, feeFor, currency, ...booked } of charged) {
      report.add({
        provider: payment?.provider ?? provider,
        providerAccountId: accountId ?? '',
        channelId,
        method: payment === null ? '' : methodWord(payment.method),
        feeFor,
        currency,
        grossMinor: settled?.signedMinor ?? 0,
        booked,
        expected: expectedOf(settled, payment, channel),
      });
    }
  }
  return report.rows();
}

/** A settled item without a fee counts as well: one may have been expected. */
function feesOf(entry: RecordedEntry, settled: ReturnType<typeof settledGross>) {
  const fees = movementsOf(entry).flatMap((each) => (each.type === 'fee' ? [each] : []));
  if (fees.length > 0 || settled === null) return fees;
  const { currency } = settled;
  return [{ provider: '', feeFor: 'payment' as const, currency, feeMinor: 0, vatMinor: 0 }];
}

function expectedOf(
  settled: { readonly signedMinor: number } | null,
  payment: Payment | null,
  channel: ChannelTerms | undefined,
): Fee | null {
  if (settled === null || payment === null || channel?.settlement === undefined) return null;
  const { signedMinor } = settled;
  if (signedMinor > 0) return expectedFee(channel.settlement, payment.method.type, signedMinor);
  const { feeMinor, vatMinor } = expectedFeeOfRefund(channel.settlement, payment.method.type, -signedMinor);
  return { feeMinor: 0 - feeMinor, vatMinor: 0 - vatMinor };
}

async function accountOfPayout(reads: FeeReads, { payoutId }: RecordedEntry): Promise<string | null> {
  return payoutId === null ? null : ((await reads.payout(payoutId as PayoutId))?.providerAccountId ?? null);
}
