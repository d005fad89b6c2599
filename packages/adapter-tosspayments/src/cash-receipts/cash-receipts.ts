import { koreanDate, toMajorNumber } from '@hangil/adapter-kit';
import {
  absent,
  type CallContext,
  type CancelVerdict,
  type CashReceiptAtProvider,
  type CashReceiptReading,
  type CashReceiptVerdict,
  dayMs,
  declined,
  hourMs,
  type IssueCashReceiptRequest,
  type IssuedCashReceipt,
  money,
  notCreated,
  type RequestProblem,
  type Unknown,
  unknown,
} from '@hangil/core';
import { receiptDeclines } from '../tables/error-codes.ts';
import { notDone, post, type Toss } from '../toss-client.ts';
import { cashReceiptPageSchema, cashReceiptSchema, type TossCashReceipt } from '../wire/cash-receipt.schema.ts';

/** Which payments by this provider take a receipt afterwards is not documented, so only cash that was taken outside does. */
export function checkReceipt({ subject, amount }: IssueCashReceiptRequest): RequestProblem | null {
  if (amount.currency !== 'KRW') return { param: 'currency', detail: 'Cash receipts are in KRW.' };
  return subject.kind === 'outside_sale'
    ? null
    : { param: 'payment_id', detail: 'Only cash that was taken outside gets a receipt here.' };
}

const types = { person: '소득공제', company: '지출증빙' } as const;

/** Our reference is the order id, by which the receipt is found again. */
export async function issueReceipt(
  request: IssueCashReceiptRequest,
  { call }: Toss,
  context: CallContext,
): Promise<CashReceiptVerdict> {
  const { subject, reference, amount, taxFreeAmountMinor, purpose, identifier } = request;
  if (subject.kind !== 'outside_sale') return notCreated('invalid_request');
  const body = {
    amount: toMajorNumber(amount),
    orderId: reference,
    orderName: subject.orderName.slice(0, 100),
    customerIdentityNumber: identifier.number,
    type: types[purpose],
    ...(taxFreeAmountMinor > 0 && { taxFreeAmount: toMajorNumber(money(taxFreeAmountMinor, amount.currency)) }),
  };
  const outcome = await call(post('/v1/cash-receipts', body, reference), cashReceiptSchema, context);
  if (outcome.kind !== 'read') return notDone(outcome, receiptDeclines);
  const receipt = outcome.value;
  if (receipt.orderId !== reference) return unknown('the answer is about another receipt');
  if (receipt.issueStatus !== 'FAILED') return toIssued(receipt, null);
  return declined('other', { code: receipt.failure?.code ?? null, message: receipt.failure?.message ?? null });
}

/** A receipt is found in the lists of the days on which it, or its cancel, was asked for. */
export async function inquireReceipt(
  { reference, requestedAt }: CashReceiptAtProvider,
  toss: Toss,
  context: CallContext,
): Promise<CashReceiptReading> {
  const [asked, now] = [requestedAt.getTime(), toss.clock.now().getTime()];
  const days = new Set([asked, asked + hourMs, now - dayMs, now].map((instant) => koreanDate(new Date(instant))));
  const found: TossCashReceipt[] = [];
  for (const day of days) {
    const listed = await readDay(day, toss, context);
    if ('kind' in listed) return listed;
    found.push(...listed.filter(({ orderId, issueStatus }) => orderId === reference && issueStatus !== 'FAILED'));
  }
  const receipt = found.find(({ transactionType }) => transactionType === 'CONFIRM');
  if (receipt === undefined) return absent;
  return toIssued(receipt, found.find(({ transactionType }) => transactionType === 'CANCEL') ?? null);
}

export async function cancelReceipt(
  receipt: CashReceiptAtProvider,
  toss: Toss,
  context: CallContext,
): Promise<CancelVerdict> {
  const known = receipt.providerReceiptId === null ? await inquireReceipt(receipt, toss, context) : null;
  const receiptKey = receipt.providerReceiptId ?? (known?.kind === 'issued' ? known.providerReceiptId : null);
  if (receiptKey === null) return unknown('the key of the receipt is not known');
  const request = post(`/v1/cash-receipts/${encodeURIComponent(receiptKey)}/cancel`, {});
  const outcome = await toss.call(request, cashReceiptSchema, context);
  if (outcome.kind !== 'read') return notDone(outcome, receiptDeclines);
  const { transactionType, issueStatus } = outcome.value;
  const isCanceled = transactionType === 'CANCEL' && issueStatus !== 'FAILED';
  return isCanceled ? { kind: 'canceled' } : unknown('canceled, but shown otherwise');
}

async function readDay(day: string, { call }: Toss, context: CallContext): Promise<TossCashReceipt[] | Unknown> {
  const receipts: TossCashReceipt[] = [];
  for (let cursor = ''; ; ) {
    const path = `/v1/cash-receipts?requestDate=${day}&limit=10000${cursor}`;
    const page = await call({ method: 'GET', path }, cashReceiptPageSchema, context);
    if (page.kind !== 'read') return page.kind === 'unknown' ? page : unknown('the list was not given');
    receipts.push(...page.value.data);
    if (!page.value.hasNext || page.value.lastCursor == null) return receipts;
    cursor = `&cursor=${encodeURIComponent(page.value.lastCursor)}`;
  }
}

function toIssued(receipt: TossCashReceipt, canceled: TossCashReceipt | null): IssuedCashReceipt {
  return {
    kind: 'issued',
    amount: receipt.amount,
    providerReceiptId: receipt.receiptKey,
    approvalNumber: receipt.issueNumber ?? null,
    receiptUrl: receipt.receiptUrl ?? null,
    issuedAt: receipt.requestedAt,
    canceledAt: canceled?.requestedAt ?? null,
  };
}
