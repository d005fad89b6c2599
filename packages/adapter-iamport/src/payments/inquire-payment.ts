import { type Absent, absent, type PaymentAtProvider, type PaymentReading, type Unknown, unknown } from '@hangil/core';
import type { IamportContext } from '../iamport-context.ts';
import { paymentSchema, type WirePayment } from '../wire/payment.schema.ts';
import { heldMoney, readPayment, viewOf } from './read-payment.ts';

type Found = { readonly kind: 'found'; readonly payment: WirePayment };

/** Reads one payment by its id, or the one that counts of all tries under our reference. */
export async function inquirePayment(
  payment: PaymentAtProvider,
  context: IamportContext,
  signal: AbortSignal,
): Promise<PaymentReading> {
  const found = await findPayment(payment, context, signal);
  return found.kind === 'found' ? readPayment(found.payment, viewOf(payment.methodType, context)) : found;
}

export async function findPayment(
  { providerPaymentId, reference }: Pick<PaymentAtProvider, 'providerPaymentId' | 'reference'>,
  context: IamportContext,
  signal: AbortSignal,
): Promise<Found | Absent | Unknown> {
  if (providerPaymentId !== null) return findById(providerPaymentId, context, signal);
  return findThatCounts(`/payments/find/${encodeURIComponent(reference)}`, context, signal);
}

/** Ids come from browsers and notices; one that cannot be an id of the provider is not asked for. */
const possibleId = /^[A-Za-z0-9_-]{1,32}$/;

async function findById(id: string, context: IamportContext, signal: AbortSignal): Promise<Found | Absent | Unknown> {
  if (!possibleId.test(id)) return absent;
  const query = context.settings.includeSandbox ? '?include_sandbox=true' : '';
  return look(`/payments/${id}${query}`, context, signal);
}

/**
 * Several tries may share our reference, and the provider shows the newest first: a late failed one hides a paid one. So the
 * newest decides alone only when there is none, or when it is paid; otherwise a paid try is asked for, then one whose money was
 * given back. The usual cases take one request.
 */
async function findThatCounts(
  path: string,
  context: IamportContext,
  signal: AbortSignal,
): Promise<Found | Absent | Unknown> {
  const newest = await look(path, context, signal);
  if (newest.kind !== 'found' || newest.payment.status === 'paid') return newest;

  const paid = await look(`${path}/paid`, context, signal);
  if (paid.kind !== 'absent') return paid;
  if (heldMoney(newest.payment)) return newest;

  const cancelled = await look(`${path}/cancelled`, context, signal);
  if (cancelled.kind === 'unknown') return cancelled;
  return cancelled.kind === 'found' && heldMoney(cancelled.payment) ? cancelled : newest;
}

async function look(path: string, { client }: IamportContext, signal: AbortSignal): Promise<Found | Absent | Unknown> {
  const outcome = await client.call({ method: 'GET', path }, paymentSchema, signal);
  switch (outcome.kind) {
    case 'done':
      return { kind: 'found', payment: outcome.value };
    case 'refused':
      return outcome.httpStatus === 404 ? absent : unknown(`inquiry refused, http ${outcome.httpStatus}`);
    case 'not_done':
    case 'uncertain':
      return unknown(`inquiry failed, ${outcome.cause}`);
    default:
      return outcome satisfies never;
  }
}
