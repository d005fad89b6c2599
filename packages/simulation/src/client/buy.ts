import { hourMs, minuteMs, money, type PaymentId, type RequestedPaymentMethod, secondMs } from '@hangil/core';
import type { CreatePaymentInput } from '@hangil/engine';
import { channelOf } from '../house.ts';
import type { Random } from '../random.ts';
import type { World } from '../world.ts';
import type { Client, Outcome } from './client.ts';
import { giveMoneyBack } from './give-back.ts';
import { atOnce, customer, idOf, pause, type Stage } from './stage.ts';

/** One order: paid in some way, looked at, perhaps canceled, perhaps given back. */
export async function buy(stage: Stage): Promise<void> {
  const { random, world } = stage;
  const method = random.pick(['key_in', 'card', 'card', 'virtual_account'] as const);
  const amountMinor = random.chance(0.1) ? random.between(1_001, 9_999) : random.between(1, 50) * 1_000;
  const created = await create(stage, method, amountMinor);
  if (created === null) return;
  await pause(stage, 5 * minuteMs);
  if (method === 'card') await comeBack(stage, created);
  if (random.chance(0.15)) await cancel(stage, created);
  if (random.chance(0.2)) forgeNotice(stage, created);
  const waitsMs = [secondMs, 20 * minuteMs, 3 * hourMs, 12 * hourMs];
  for (const waitMs of waitsMs) {
    await world.scheduler.sleep(random.between(1, waitMs));
    const seen = await stage.client.look((life) => life.store.payment(created));
    if (seen === null || seen.amountPaidMinor === 0) continue;
    await giveMoneyBack(stage, created, seen.amountPaidMinor);
    return;
  }
}

async function create(
  { client, merchant, random, name, world }: Stage,
  type: 'key_in' | 'card' | 'virtual_account',
  amountMinor: number,
): Promise<PaymentId | null> {
  const { now } = world.scheduler.clock;
  const input: CreatePaymentInput = {
    orderId: `ORDER-${name}`,
    orderName: 'Blue T-shirt',
    amount: money(amountMinor, 'KRW'),
    taxFreeAmountMinor: 0,
    method: methodOf(type, new Date(now().getTime() + random.between(10 * minuteMs, 24 * hourMs))),
    customer,
    returnUrl: null,
    expiresAt:
      type === 'card' && random.chance(0.3) ? new Date(now().getTime() + random.between(minuteMs, hourMs)) : null,
    channelId: random.chance(0.7) ? channelOf(random.pick(merchant.accounts)) : null,
    metadata: {},
  };
  const call = {
    name: `create ${type} ${amountMinor}`,
    key: `create-${name}`,
    fingerprint: 'create',
    run: (engine, idempotent) => engine.createPayment(merchant.scope, input, idempotent),
  } satisfies Parameters<Client['ask']>[0];
  const outcomes = await atOnce(random.chance(0.2) ? 3 : 1, () => client.ask(call));
  const isStanding = outcomes.every((outcome) => outcome.kind === 'shown' && outcome.shown.status !== 'failed');
  if (isStanding)
    await misuseKey(
      random,
      () => client.ask({ ...call, name: 'create with another body', fingerprint: 'another' }),
      world,
    );
  return idOf(outcomes) as PaymentId | null;
}

function methodOf(type: 'key_in' | 'card' | 'virtual_account', dueAt: Date): RequestedPaymentMethod {
  switch (type) {
    case 'card':
      return { type };
    case 'virtual_account':
      return { type, bankCode: '004', dueAt, holderName: 'Hangil' };
    case 'key_in': {
      const card = { cardNumber: '4111111111111111', expiry: '2030-12', birthOrBusinessNumber: '880101' };
      return { type, card: { ...card, password2Digits: '12' } };
    }
  }
}

/** The shopper's browser comes back to the merchant, perhaps twice at once. */
async function comeBack(stage: Stage, id: PaymentId): Promise<void> {
  const { client, merchant, random, name } = stage;
  const repeats = random.between(1, 3);
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    await pause(stage, 20 * minuteMs);
    const seen = await client.look((life) => life.store.payment(id));
    const providerPaymentId = random.chance(0.7) ? chargeIdOf(stage, seen?.attempts.at(-1)?.reference) : null;
    await atOnce(random.chance(0.3) ? 2 : 1, (copy) =>
      client.ask({
        name: 'confirm',
        key: `confirm-${name}-${repeat}-${copy}`,
        fingerprint: 'confirm',
        run: (engine, idempotent) => engine.confirmPayment(merchant.scope, id, { providerPaymentId }, idempotent),
      }),
    );
  }
}

/** As the browser tells it. */
function chargeIdOf({ merchant }: Stage, reference: string | undefined): string | null {
  if (reference === undefined) return null;
  const charges = merchant.accounts.flatMap(({ books }) => books.chargesOf(reference));
  return charges.at(-1)?.id ?? null;
}

async function cancel({ client, merchant, name }: Stage, id: PaymentId): Promise<void> {
  await client.ask({
    name: 'cancel',
    key: `cancel-${name}`,
    fingerprint: 'cancel',
    run: (engine, idempotent) => engine.cancelPayment(merchant.scope, id, idempotent),
  });
}

function forgeNotice({ merchant, random, world }: Stage, id: PaymentId): void {
  const account = random.pick(merchant.accounts);
  world.mark('notice forged');
  account.forgeNotice(account.books.charges.at(-1)?.reference ?? id);
}

/** The same key with another body is always told apart. */
async function misuseKey(random: Random, again: () => Promise<Outcome>, world: World): Promise<void> {
  if (!random.chance(0.1)) return;
  const outcome = await again();
  world.mark('key reused for another body');
  const isTold = outcome.kind === 'refused' && outcome.code === 'idempotency_key_reused';
  if (!isTold) world.breach(`a key was accepted with another body: ${JSON.stringify(outcome)}`);
}
