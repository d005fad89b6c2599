import type { PaymentId } from '@hangil/core';
import type { Store } from '@hangil/engine';
import { testScope } from '@hangil/store-testkit';

export async function idsOfPayments(store: Store): Promise<PaymentId[]> {
  const ids: PaymentId[] = [];
  for await (const payment of store.everyPayment(testScope)) ids.push(payment.id);
  return ids;
}
