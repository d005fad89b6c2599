import type { ChannelId, CurrencyCode, PaymentId, PaymentMethodType, PaymentStatus } from '@hangil/core';
import { outcomeOf, type PastPayment, type Scope } from '@hangil/engine';
import { type Plain, parseJson, toInstant } from './codec/plain.ts';

const textsKept = 1_000;

/** What a replay needs of a payment; lists and objects as JSON text. */
export interface PastPaymentRow {
  readonly id: PaymentId;
  readonly createdAt: number;
  readonly channelId: ChannelId;
  readonly status: PaymentStatus;
  readonly method: PaymentMethodType;
  readonly currency: CurrencyCode;
  readonly amountMinor: number;
  readonly taxFreeAmountMinor: number;
  readonly wallet: string | null;
  readonly kind: string | null;
  readonly country: string | null;
  readonly rule: string;
  readonly metadata: string;
  readonly candidates: string;
}

export function createPastPaymentReader({ livemode }: Scope): (row: PastPaymentRow) => PastPayment {
  const readCandidates = rememberingReader<PastPayment['candidates']>();
  const readMetadata = rememberingReader<PastPayment['inputs']['metadata']>();
  return (row) => ({
    id: row.id,
    createdAt: toInstant(row.createdAt),
    channelId: row.channelId,
    outcome: outcomeOf(row),
    inputs: {
      method: row.method,
      wallet: row.wallet ?? row.kind,
      currency: row.currency,
      amountMinor: row.amountMinor,
      taxFreeAmountMinor: row.taxFreeAmountMinor,
      customerCountry: row.country,
      metadata: readMetadata(row.metadata),
      livemode,
    },
    rule: row.rule,
    candidates: readCandidates(row.candidates),
  });
}

/** Payments of one time mostly have the same candidates word for word, and reading them is dear. */
function rememberingReader<Value>(): (text: string) => Plain<Value> {
  const read = new Map<string, Plain<Value>>();
  return (text) => {
    const known = read.get(text);
    if (known !== undefined) return known;
    const value = parseJson<Value>(text);
    if (read.size < textsKept) read.set(text, value);
    return value;
  };
}
