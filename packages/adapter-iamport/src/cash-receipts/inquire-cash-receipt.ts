import { absent, type CashReceiptAtProvider, type CashReceiptReading, unknown } from '@hangil/core';
import { isNotOffered } from '../client/not-offered.ts';
import type { IamportContext } from '../iamport-context.ts';
import { receiptSchema } from '../wire/service.schemas.ts';
import { readReceipt } from './read-cash-receipt.ts';
import { receiptPath } from './receipt-address.ts';

export async function inquireCashReceipt(
  receipt: CashReceiptAtProvider,
  context: IamportContext,
  signal: AbortSignal,
): Promise<CashReceiptReading> {
  const path = receiptPath(receipt);
  if (path === null) return unknown('the payment has no id yet');
  const outcome = await context.client.call({ method: 'GET', path }, receiptSchema, signal);
  if (outcome.kind === 'done') return readReceipt(outcome.value, receipt, context);
  if (outcome.kind === 'refused')
    return outcome.httpStatus === 404 ? absent : unknown(`inquiry refused, http ${outcome.httpStatus}`);
  return isNotOffered(outcome) ? absent : unknown(`inquiry failed, ${outcome.cause}`);
}
