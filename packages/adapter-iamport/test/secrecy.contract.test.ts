import { serveApp } from '@hangil/adapter-testkit';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createIamport } from '../src/index.ts';
import { accountSettings, atProvider, openStage, paymentRequest } from './stage.ts';

const digits = (length: number) => fc.stringMatching(new RegExp(`^[1-9]\\d{${length - 1}}$`));
const cards = fc.record({
  cardNumber: fc.oneof(digits(15), digits(16)),
  expiry: fc.constantFrom('2030-12', '2020-01'),
  birthOrBusinessNumber: fc.oneof(digits(6), digits(10)),
  password2Digits: fc.stringMatching(/^\d{2}$/),
});

function shows(
  seen: unknown,
  { cardNumber, birthOrBusinessNumber }: { cardNumber: string; birthOrBusinessNumber: string },
) {
  const text = JSON.stringify(seen).replace(/[\s-]/g, '');
  return text.includes(cardNumber) || text.includes(birthOrBusinessNumber);
}

describe('card data', () => {
  it('stands in no verdict, however the provider answers', async () => {
    const stage = await openStage();
    const faults = fc.constantFrom(
      null,
      { kind: 'lose_after' } as const,
      { kind: 'error_after', status: 500 } as const,
      { kind: 'garbage', body: '{}' } as const,
    );
    const decisions = fc.constantFrom<('approve' | 'decline' | 'wait')[]>('approve', 'decline', 'wait');
    await fc.assert(
      fc.asyncProperty(cards, faults, decisions, async (card, fault, decision) => {
        stage.fake.decideNext(decision);
        if (fault !== null) stage.fake.faults.inject('onetime', fault);
        const request = paymentRequest({ method: { type: 'key_in', card } });
        const verdict = await stage.provider.payments.start(request, {});
        const reading = await stage.provider.payments.inquire(atProvider(request), {});
        expect(shows([verdict, reading], card)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('stands in no verdict even when the provider repeats it in every text of its answer', async () => {
    const provider = await parrot();
    const shapes = fc.constantFrom('refused', 'failed', 'paid', 'odd status');
    await fc.assert(
      fc.asyncProperty(cards, shapes, async (card, shape) => {
        const request = paymentRequest({ method: { type: 'key_in', card }, orderName: shape });
        expect(shows(await provider.payments.start(request, {}), card)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
});

/** A provider that puts what it was sent into whatever it says. The order name chooses the shape of its answer. */
async function parrot() {
  const served = await serveApp({
    async fetch(request) {
      const body = (await request.json()) as Record<string, string>;
      if (request.url.endsWith('/users/getToken')) {
        return Response.json({ code: 0, message: null, response: { access_token: 'token', now: 0, expired_at: 1800 } });
      }
      const echo = `카드 ${body.card_number}, 생년월일 ${body.birth}, 비밀번호 ${body.pwd_2digit}, 유효기간 ${body.expiry}`;
      if (body.name === 'refused') return Response.json({ code: -1, message: echo, response: null });
      const { merchant_uid, amount } = body;
      const status = body.name === 'odd status' ? body.card_number : body.name;
      const texts = { fail_reason: echo, card_number: body.card_number?.replaceAll('-', '') };
      const response = { imp_uid: 'imp_1', merchant_uid, amount, currency: 'KRW', status, ...texts };
      return Response.json({ code: 0, message: echo, response });
    },
  });
  onTestFinished(served.close);
  return createIamport(accountSettings(served.url));
}
