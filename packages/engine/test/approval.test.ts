import type { ApprovalPort, PaymentId, ProviderReference, RawProviderEvent } from '@hangil/core';
import { currentAttempt } from '@hangil/core';
import { describe, expect, test } from 'vitest';
import { createTestHouse, type TestHouse } from './test-house.ts';

/** A provider whose question is plain JSON. */
const approvals: ApprovalPort = {
  read({ body }) {
    const { reference, amount } = JSON.parse(new TextDecoder().decode(body)) as { reference: string; amount: string };
    return reference === undefined ? null : { reference: reference as ProviderReference, amountMajor: amount };
  },
};

function house(): TestHouse {
  const plain = createTestHouse();
  const { directory } = plain.dependencies;
  const asking = { ...directory, provider: (account: never) => ({ ...directory.provider(account), approvals }) };
  return { ...plain, engine: plain.again({ directory: asking as unknown as typeof directory }) };
}

async function ask({ engine, store }: TestHouse, id: PaymentId | null, question: object = {}) {
  const payment = id === null ? null : await store.payment(id);
  const reference = payment === null ? 'nothing' : currentAttempt(payment).reference;
  const body = new TextEncoder().encode(JSON.stringify({ reference, amount: '100', ...question }));
  const event: RawProviderEvent = { headers: {}, body, receivedAt: new Date(0) };
  const answer = await engine.answerApproval(payment?.providerAccountId ?? ('bank-main' as never), event);
  return answer.kind === 'refused' ? answer.reason : answer.kind;
}

describe('a provider that asks before it takes the money', () => {
  test('may when the order is open and the amount is right', async () => {
    const shop = house();
    const { id } = await shop.open(100);
    expect(await ask(shop, id)).toBe('approved');
    expect(await ask(shop, id)).toBe('approved');
  });

  test('may not for another amount, in any form', async () => {
    const shop = house();
    const { id } = await shop.open(100);
    for (const amount of ['99', '100.5', '1e2x', '', '-100'])
      expect(await ask(shop, id, { amount })).toBe('other_amount');
  });

  test('may not once the order is paid, canceled or past its time', async () => {
    const shop = house();
    const paid = await shop.pay(100, 'A');
    expect(await ask(shop, paid.id)).toBe('not_open');

    const canceled = await shop.open(100, 'B');
    await shop.engine.cancelPayment(shop.scope, canceled.id);
    expect(await ask(shop, canceled.id)).toBe('not_open');
  });

  test('may not for what is not known or not readable', async () => {
    const shop = house();
    expect(await ask(shop, null)).toBe('unknown_payment');
    expect(await ask(shop, null, { reference: undefined })).toBe('unreadable');
  });

  test('is not answered where the provider never asks', async () => {
    const shop = createTestHouse();
    const { id } = await shop.open(100);
    expect(await ask(shop, id)).toBe('unknown_account');
  });
});
