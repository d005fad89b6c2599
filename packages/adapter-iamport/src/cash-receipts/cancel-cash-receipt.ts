import { type CancelVerdict, type CashReceiptAtProvider, notCreated, unknown } from '@hangil/core';
import { serviceFailure } from '../client/service-failure.ts';
import type { IamportContext } from '../iamport-context.ts';
import { receiptSchema } from '../wire/service.schemas.ts';
import { readReceipt } from './read-cash-receipt.ts';
import { receiptPath } from './receipt-address.ts';

export async function cancelCashReceipt(
  receipt: CashReceiptAtProvider,
  context: IamportContext,
  signal: AbortSignal,
): Promise<CancelVerdict> {
  const path = receiptPath(receipt);
  if (path === null) return notCreated('invalid_request', { code: null, message: 'the payment has no id yet' });
  const outcome = await context.client.call({ method: 'DELETE', path }, receiptSchema, signal);
  if (outcome.kind !== 'done') return serviceFailure(outcome);
  const read = readReceipt(outcome.value, receipt, context);
  if (read.kind === 'unknown') return read;
  return read.canceledAt === null ? unknown('canceled, but shown otherwise') : { kind: 'canceled' };
}
