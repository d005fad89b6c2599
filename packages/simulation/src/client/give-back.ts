import { hourMs, minuteMs, type PaymentId } from '@hangil/core';
import type { CreateRefundInput } from '@hangil/engine';
import { returnableMinor } from '../provider/books.ts';
import { payOutFor } from './pay-out.ts';
import { atOnce, pause, type Stage } from './stage.ts';

/** Refunds of a part or of everything, several at once, in the console as well, and by a payout. */
export async function giveMoneyBack(stage: Stage, id: PaymentId, paidMinor: number): Promise<void> {
  const { random, world } = stage;
  const ways = random.between(0, 3);
  const parts = Array.from({ length: ways }, () => (random.chance(0.3) ? null : random.between(1, paidMinor)));
  const atOneTime = random.chance(0.5);
  if (atOneTime && ways > 1) world.mark('refunds race');
  if (random.chance(0.25)) world.scheduler.after(random.between(0, 2 * minuteMs), () => refundInConsole(stage, id));
  const refunds = parts.map((amountMinor, part) => async () => {
    if (!atOneTime) await pause(stage, hourMs);
    if (random.chance(0.15)) await payOutFor(stage, id, Math.max(1, Math.floor(paidMinor / 3)));
    else await refund(stage, id, amountMinor, part);
  });
  if (atOneTime) await Promise.all(refunds.map((run) => run()));
  else for (const run of refunds) await run();
}

async function refund(
  { client, merchant, name, random }: Stage,
  id: PaymentId,
  amountMinor: number | null,
  part: number,
): Promise<void> {
  const input: CreateRefundInput = {
    amountMinor,
    taxFreeAmountMinor: null,
    reason: null,
    requester: 'admin',
    refundAccount: null,
    expectedRefundableMinor: null,
  };
  await atOnce(random.chance(0.2) ? 2 : 1, () =>
    client.ask({
      name: `refund ${amountMinor ?? 'the rest'}`,
      key: `refund-${name}-${part}`,
      fingerprint: 'refund',
      run: (engine, idempotent) => engine.createRefund(merchant.scope, id, input, idempotent),
    }),
  );
}

function refundInConsole({ merchant, random, world }: Stage, id: PaymentId): void {
  for (const account of merchant.accounts) {
    const charge = account.books.charges.find(({ status, id: chargeId }) => status === 'paid' && chargeId !== id);
    if (charge === undefined || returnableMinor(charge) === 0) continue;
    world.mark('refunded in the console');
    account.refundInConsole(charge, random.between(1, returnableMinor(charge)));
    return;
  }
}
