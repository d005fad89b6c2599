import {
  type CaseId,
  currencyCode,
  type JournalEntryId,
  type MerchantId,
  type PaymentId,
  type PayoutId,
  type RefundId,
  type SettlementId,
} from '@hangil/core';
import { isAccountCode, type Layer, type Side } from '../account.ts';
import type { RecordedEntry } from '../chain/chain.ts';
import { type JournalKind, journalKinds } from '../journal-entry.ts';

/** An entry as one line of JSON with everything that its hash covers: for moving a book, and for checking it elsewhere. */
export function toJsonLine(entry: RecordedEntry): string {
  const { link, approval } = entry;
  return `${JSON.stringify({
    number: link.number,
    recorded_at_us: link.recordedAtMicroseconds,
    hash: link.hash,
    id: entry.id,
    merchant_id: entry.merchantId,
    livemode: entry.livemode,
    kind: entry.kind,
    source_key: entry.sourceKey,
    effective_at: entry.effectiveAt.toISOString(),
    learnt_at: entry.recordedAt.toISOString(),
    payment_id: entry.paymentId,
    refund_id: entry.refundId,
    payout_id: entry.payoutId,
    case_id: entry.caseId,
    settlement_id: entry.settlementId,
    reversal_of: entry.reversalOf,
    approval:
      approval === null
        ? null
        : { requested_by: approval.requestedBy, approved_by: approval.approvedBy, reason: approval.reason },
    lines: entry.lines.map(({ account, side, amountMinor, currency, layer }) => ({
      account,
      side,
      amount: amountMinor,
      currency,
      layer,
    })),
  })}\n`;
}

/** Reads what `toJsonLine` wrote. @throws Error that names the field, for a line that is no entry */
export function fromJsonLine(text: string): RecordedEntry {
  const from = fieldsOf(JSON.parse(text));
  const approval = from.value('approval');
  return {
    link: {
      number: from.integer('number'),
      recordedAtMicroseconds: from.integer('recorded_at_us'),
      hash: from.text('hash'),
    },
    id: from.text('id') as JournalEntryId,
    merchantId: from.text('merchant_id') as MerchantId,
    livemode: from.value('livemode') === true,
    kind: from.oneOf('kind', Object.keys(journalKinds) as JournalKind[]),
    sourceKey: from.text('source_key'),
    effectiveAt: from.instant('effective_at'),
    recordedAt: from.instant('learnt_at'),
    paymentId: from.textOrNull('payment_id') as PaymentId | null,
    refundId: from.textOrNull('refund_id') as RefundId | null,
    payoutId: from.textOrNull('payout_id') as PayoutId | null,
    caseId: from.textOrNull('case_id') as CaseId | null,
    settlementId: from.textOrNull('settlement_id') as SettlementId | null,
    reversalOf: from.textOrNull('reversal_of') as JournalEntryId | null,
    approval: approval === null ? null : toApproval(approval),
    lines: from.list('lines').map(toLine),
  };
}

function toApproval(value: unknown) {
  const from = fieldsOf(value);
  return { requestedBy: from.text('requested_by'), approvedBy: from.text('approved_by'), reason: from.text('reason') };
}

function toLine(value: unknown): RecordedEntry['lines'][number] {
  const from = fieldsOf(value);
  const account = from.text('account');
  if (!isAccountCode(account)) throw new Error('account is no account');
  return {
    account,
    side: from.oneOf('side', ['debit', 'credit'] as Side[]),
    amountMinor: from.integer('amount'),
    currency: currencyCode(from.text('currency')),
    layer: from.oneOf('layer', ['posted', 'pending'] as Layer[]),
  };
}

function fieldsOf(value: unknown) {
  if (typeof value !== 'object' || value === null) throw new Error('an object is missing');
  const fields = value as Readonly<Record<string, unknown>>;
  function checked<Value>(name: string, isValue: (field: unknown) => field is Value): Value {
    const field = fields[name];
    if (!isValue(field)) throw new Error(`${name} is missing or of another kind`);
    return field;
  }
  const isText = (field: unknown): field is string => typeof field === 'string';
  const text = (name: string) => checked(name, isText);
  return {
    value: (name: string): unknown => fields[name] ?? null,
    text,
    textOrNull: (name: string) => checked(name, (field): field is string | null => field === null || isText(field)),
    integer: (name: string) => checked(name, (field): field is number => Number.isSafeInteger(field)),
    list: (name: string) => checked(name, (field): field is unknown[] => Array.isArray(field)),
    oneOf: <Word extends string>(name: string, words: readonly Word[]) =>
      checked(name, (field): field is Word => words.includes(field as Word)),
    instant: (name: string) => {
      const instant = new Date(text(name));
      if (Number.isNaN(instant.getTime())) throw new Error(`${name} is no instant`);
      return instant;
    },
  };
}
