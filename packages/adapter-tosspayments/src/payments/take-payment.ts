import type { JsonRequest } from '@hangil/adapter-kit';
import type { CallContext } from '@hangil/core';
import type { CodeTable } from '../tables/error-codes.ts';
import { notDone, type Toss } from '../toss-client.ts';
import { paymentSchema } from '../wire/payment.schema.ts';
import { readPayment } from './read-payment.ts';

/** A call that is answered with the payment it has made or moved. */
export async function takePayment(request: JsonRequest, declines: CodeTable, { call }: Toss, context: CallContext) {
  const outcome = await call(request, paymentSchema, context);
  return outcome.kind === 'read' ? readPayment(outcome.value) : notDone(outcome, declines);
}
