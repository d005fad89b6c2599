import { expect, it } from 'vitest';
import { createTestHouse, fresh, payoutInput, refundInput, reload } from './test-house.ts';

it('an event shows its subject exactly as it was written with it', async () => {
  const house = createTestHouse();
  const payment = await house.pay();
  const [paid] = await house.store.eventsOf(payment.id);
  expect(paid?.snapshot.value).toEqual(await reload(house, payment));
  const refund = fresh(await house.engine.createRefund(house.scope, payment.id, refundInput(40)));
  const [refunded] = await house.store.eventsOf(refund.id);
  expect(refunded?.snapshot.value).toEqual(await house.store.refund(refund.id));
  const [, partly] = await house.store.eventsOf(payment.id);
  expect(partly?.snapshot.value).toEqual(await reload(house, payment));
  const payout = fresh(await house.engine.createPayout(house.scope, payoutInput()));
  const last = (await house.store.eventsOf(payout.id)).at(-1);
  expect(last?.snapshot.value).toEqual(await house.store.payout(payout.id));
});
