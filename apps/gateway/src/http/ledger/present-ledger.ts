import type { OpenItemsReport, PostingInEntry } from '@hangil/engine';
import {
  type AccountDay,
  type AccountTotals,
  ageBands,
  ageInDays,
  type Layer,
  normalSide,
  type Posting,
  type RecordedEntry,
} from '@hangil/ledger';
import type { z } from 'zod';
import { presentInstant, presentInstantOrNull, presentMicroseconds } from '../present-common.ts';
import type {
  accountBalanceSchema,
  accountSchema,
  dailySummarySchema,
  journalEntrySchema,
  openItemsSchema,
  postingSchema,
  trialBalanceSchema,
} from './schemas.ts';

interface PointInBook {
  readonly at: Date | undefined;
  readonly recordedAt: Date | undefined;
  readonly layer: Layer;
}

export function presentAccounts(totals: readonly AccountTotals[]): z.input<typeof accountSchema>[] {
  const codes = [...new Set(totals.map(({ account }) => account))];
  return codes.map((code) => ({
    object: 'ledger_account',
    code,
    normal_side: normalSide(code),
    balances: totals
      .filter(({ account }) => account === code)
      .map((total) => ({ layer: total.layer, ...presentSides(total) })),
  }));
}

export function presentBalance(
  account: AccountTotals['account'],
  { at, recordedAt, layer }: PointInBook,
  totals: readonly AccountTotals[],
): z.input<typeof accountBalanceSchema> {
  return {
    object: 'ledger_balance',
    account,
    normal_side: normalSide(account),
    at: presentInstantOrNull(at ?? null),
    recorded_at: presentInstantOrNull(recordedAt ?? null),
    layer,
    data: totals.map(presentSides),
  };
}

export function presentTrialBalance(
  { at, recordedAt, layer }: PointInBook,
  totals: readonly AccountTotals[],
): z.input<typeof trialBalanceSchema> {
  return {
    object: 'trial_balance',
    at: presentInstantOrNull(at ?? null),
    recorded_at: presentInstantOrNull(recordedAt ?? null),
    layer,
    data: totals.map((total) => ({ account: total.account, ...presentSides(total) })),
    totals: totalsByCurrency(totals),
  };
}

function totalsByCurrency(totals: readonly AccountTotals[]): z.input<typeof trialBalanceSchema>['totals'] {
  return [...new Set(totals.map(({ currency }) => currency))].sort().map((currency) => {
    const ofCurrency = totals.filter((total) => total.currency === currency);
    return {
      currency,
      debit: ofCurrency.reduce((sum, { debitMinor }) => sum + debitMinor, 0),
      credit: ofCurrency.reduce((sum, { creditMinor }) => sum + creditMinor, 0),
    };
  });
}

function presentSides({ currency, debitMinor, creditMinor }: AccountTotals) {
  return { currency, debit: debitMinor, credit: creditMinor, balance: debitMinor - creditMinor };
}

export function presentJournalEntry(entry: RecordedEntry): z.input<typeof journalEntrySchema> {
  return {
    object: 'journal_entry',
    id: entry.id,
    livemode: entry.livemode,
    created_at: presentInstant(entry.recordedAt),
    kind: entry.kind,
    effective_at: presentInstant(entry.effectiveAt),
    recorded_at: presentMicroseconds(entry.link.recordedAtMicroseconds),
    payment_id: entry.paymentId,
    refund_id: entry.refundId,
    payout_id: entry.payoutId,
    case_id: entry.caseId,
    settlement_id: entry.settlementId,
    reversal_of: entry.reversalOf,
    approval:
      entry.approval === null
        ? null
        : {
            requested_by: entry.approval.requestedBy,
            approved_by: entry.approval.approvedBy,
            reason: entry.approval.reason,
          },
    number: entry.link.number,
    hash: entry.link.hash,
    lines: entry.lines.map(presentLine),
  };
}

export function presentPosting(posting: PostingInEntry): z.input<typeof postingSchema> {
  return {
    object: 'posting',
    journal_entry_id: posting.entryId,
    kind: posting.kind,
    effective_at: presentInstant(posting.effectiveAt),
    recorded_at: presentMicroseconds(posting.recordedAtMicroseconds),
    ...presentLine(posting),
  };
}

function presentLine({ account, side, amountMinor, currency, layer }: Posting) {
  return { account, side, amount: amountMinor, currency, layer };
}

export function presentOpenItems({
  at,
  accounts,
  explainability,
  items,
}: OpenItemsReport): z.input<typeof openItemsSchema> {
  return {
    object: 'open_items',
    at: presentInstant(at),
    explained: accounts.every(({ balanceMinor, explainedMinor }) => balanceMinor === explainedMinor),
    explainability: explainability.map(({ currency, heldMinor, unexplainedMinor, explainedPercent }) => ({
      currency,
      held: heldMinor,
      unexplained: unexplainedMinor,
      explained_percent: explainedPercent,
    })),
    accounts: accounts.map((each) => ({
      account: each.account,
      currency: each.currency,
      balance: each.balanceMinor,
      explained: each.explainedMinor,
      difference: each.balanceMinor - each.explainedMinor,
      items: each.items,
      by_age: ageBands.map(({ fromDays, toDays }, band) => ({
        from_days: fromDays,
        to_days: toDays,
        balance: each.byAgeMinor[band] ?? 0,
      })),
      oldest_days: each.oldestDays,
    })),
    data: items.map(({ account, currency, subjectId, balanceMinor, since }) => ({
      account,
      currency,
      subject_id: subjectId,
      balance: balanceMinor,
      since: presentInstant(since),
      age_days: ageInDays(since, at),
    })),
  };
}

export function presentDailySummary(
  { from, to }: { readonly from: string; readonly to: string },
  days: readonly AccountDay[],
): z.input<typeof dailySummarySchema> {
  return {
    object: 'daily_summary',
    from,
    to,
    data: days.map((total) => ({
      day: total.day,
      account: total.account,
      layer: total.layer,
      ...presentSides(total),
    })),
  };
}
