import {
  type Clock,
  dayMs,
  type ProviderReference,
  type ProviderReportPage,
  type ProviderReportRequest,
  type ProviderReportRow,
  type Unknown,
  unknown,
} from '@hangil/core';
import type { IamportContext } from '../iamport-context.ts';
import { toMoney } from '../payments/read-payment.ts';
import type { WirePayment } from '../wire/payment.schema.ts';
import { type PaymentPage, paymentPageSchema } from '../wire/payment-page.schema.ts';

/** The provider answers for at most this long at once. */
const spanMs = 90 * dayMs;
const pageSize = 1_000;

/**
 * Payments and cancels of a time, from the provider's lists by status. A payment that was cancelled since stands only in the list
 * of cancelled ones, by the time of its cancel; so that list is read up to now. Everything is one page.
 */
export async function readOperations(
  { from, to, offset }: ProviderReportRequest,
  context: IamportContext,
  signal: AbortSignal,
): Promise<ProviderReportPage | Unknown> {
  const rows: ProviderReportRow[] = [];
  const lists = [
    { status: 'paid', until: to },
    { status: 'cancelled', until: laterOf(to, context.clock) },
  ];
  for (const { status, until } of lists) {
    const payments = await readList(status, { from, until }, context, signal);
    if ('kind' in payments) return payments;
    rows.push(...payments.flatMap((payment) => rowsOf(payment, from, to)));
  }
  return { kind: 'page', rows: rows.slice(offset), hasMore: false };
}

function laterOf(to: Date, clock: Clock): Date {
  const now = clock.now();
  return now > to ? now : to;
}

interface Span {
  readonly from: Date;
  readonly until: Date;
}

async function readList(
  status: string,
  { from, until }: Span,
  context: IamportContext,
  signal: AbortSignal,
): Promise<readonly WirePayment[] | Unknown> {
  const found = new Map<string, WirePayment>();
  for (let start = from.getTime(); start < until.getTime(); start += spanMs) {
    const end = Math.min(start + spanMs, until.getTime());
    for (let page = 1; page !== 0; ) {
      const read = await readPage(`${status}?${queryOf(start, end, page)}`, context, signal);
      if ('kind' in read) return read;
      for (const payment of read.list) found.set(payment.impUid, payment);
      page = read.next;
    }
  }
  return [...found.values()];
}

function queryOf(startMs: number, endMs: number, page: number): URLSearchParams {
  return new URLSearchParams({
    page: String(page),
    limit: String(pageSize),
    from: String(Math.floor(startMs / 1_000)),
    to: String(Math.floor(endMs / 1_000)),
    sorting: 'started',
  });
}

async function readPage(path: string, { client }: IamportContext, signal: AbortSignal): Promise<PaymentPage | Unknown> {
  const request = { method: 'GET', path: `/payments/status/${path}` } as const;
  const outcome = await client.call(request, paymentPageSchema, signal);
  if (outcome.kind === 'done') return outcome.value;
  if (outcome.kind === 'refused')
    return outcome.httpStatus === 404 ? { list: [], next: 0 } : unknown(`list refused, http ${outcome.httpStatus}`);
  return unknown(`list failed, ${outcome.cause}`);
}

/** What of a payment lies in the time: that it was paid, and each of its cancels. */
function rowsOf(payment: WirePayment, from: Date, to: Date): ProviderReportRow[] {
  const inTime = (at: Date | null) => at !== null && at >= from && at < to;
  const reference = payment.merchantUid as ProviderReference;
  const paid: ProviderReportRow[] = inTime(payment.paidAt)
    ? [
        {
          providerOperationId: payment.impUid,
          reference,
          kind: 'payment',
          status: 'succeeded',
          amount: toMoney(payment.amount, payment.currency),
          createdAt: payment.startedAt,
          completedAt: payment.paidAt,
        },
      ]
    : [];
  const cancels = payment.cancelHistory
    .filter(({ cancelledAt }) => inTime(cancelledAt))
    .map(
      (cancel, index): ProviderReportRow => ({
        providerOperationId: cancel.cancellationId ?? cancel.pgTid ?? `${payment.impUid}:${index + 1}`,
        reference,
        kind: 'refund',
        status: 'succeeded',
        amount: toMoney(cancel.amount, payment.currency),
        createdAt: cancel.cancelledAt,
        completedAt: cancel.cancelledAt,
      }),
    );
  return [...paid, ...cancels];
}
