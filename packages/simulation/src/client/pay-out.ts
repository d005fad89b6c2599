import { hourMs, money, type PaymentId, type PayoutId } from '@hangil/core';
import type { CreatePayoutInput } from '@hangil/engine';
import { channelOf } from '../house.ts';
import type { Client, Outcome } from './client.ts';
import { atOnce, customer, idOf, pause, type Stage } from './stage.ts';

/** Money to a payee, and looks at how it goes. */
export async function payOut(stage: Stage): Promise<void> {
  const { client, merchant, random, name } = stage;
  const outcomes = await askForPayout(stage, random.between(1, 30) * 1_000, null, `PAYOUT-${name}`);
  const id = idOf(outcomes) as PayoutId | null;
  if (id === null) return;
  for (let looks = random.between(0, 2); looks > 0; looks -= 1) {
    await pause(stage, 3 * hourMs);
    await client.look((life) => life.store.payout(id));
    await client.ask({
      name: 'sync payout',
      key: `sync-${name}-${looks}`,
      fingerprint: 'sync',
      run: (engine, idempotent) => engine.syncPayout(merchant.scope, id, idempotent),
    });
  }
}

/** Gives a payment back by a payout. */
export async function payOutFor(stage: Stage, refundsPaymentId: PaymentId, amountMinor: number): Promise<void> {
  stage.world.mark('payout gives a payment back');
  await askForPayout(stage, amountMinor, refundsPaymentId, `PAYBACK-${stage.name}`);
}

function askForPayout(
  { client, merchant, random }: Stage,
  amountMinor: number,
  refundsPaymentId: PaymentId | null,
  reference: string,
): Promise<Outcome[]> {
  const input: CreatePayoutInput = {
    merchantReference: reference,
    amount: money(amountMinor, 'KRW'),
    methodType: 'bank_transfer',
    destination: { bankCode: '004', providerBankId: null, accountNumber: '110123456789', holderName: '홍길동' },
    customer,
    refundsPaymentId,
    channelId: random.chance(0.7) ? channelOf(random.pick(merchant.accounts)) : null,
    metadata: {},
    createdBy: null,
  };
  const call = {
    name: `pay out ${amountMinor}`,
    key: `payout-${reference}`,
    fingerprint: 'payout',
    run: (engine, idempotent) => engine.createPayout(merchant.scope, input, idempotent),
  } satisfies Parameters<Client['ask']>[0];
  return atOnce(random.chance(0.25) ? 2 : 1, () => client.ask(call));
}
