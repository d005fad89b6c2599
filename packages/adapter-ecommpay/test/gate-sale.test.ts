import { describe, expect, it } from 'vitest';
import { shopperMessages } from '../src/shopper-messages.ts';
import { channels, customer, now, reference } from './account.ts';
import { amount, asked, latestReading, onStage, saleRequest } from './stage.ts';

const waiting = { kind: 'pending', waitsFor: 'provider', nextAction: { type: 'wait', until: null } };

describe('sale with redirection', () => {
  it('is pending, then tells the shopper where to go, then is paid', () =>
    onStage(async ({ provider, fake, events, url }) => {
      expect(await provider.payments.start(saleRequest(), {})).toEqual(waiting);
      await fake.shopper(reference, 'approve');

      const [booked] = fake.books().payments;
      expect(events).toHaveLength(2);
      expect(events[0]).toMatchObject({
        subject: { reference, providerTransactionId: booked?.providerPaymentId },
        content: {
          kind: 'payment',
          reading: {
            kind: 'pending',
            waitsFor: 'shopper',
            nextAction: {
              type: 'redirect',
              url: `${url}/bank/${reference}`,
              method: 'POST',
              fields: { sid: 2553, amount: '10000', 'item_amount_unit[]': '1000000' },
            },
          },
        },
      });
      expect(latestReading(events)).toEqual({
        kind: 'succeeded',
        amount,
        reference,
        providerTransactionId: booked?.providerPaymentId,
        occurredAt: now,
        returnedMinor: 0,
      });
      expect(booked).toMatchObject({ status: 'paid', charges: 1 });
      expect(await provider.payments.inquire(asked(), {})).toEqual(latestReading(events));
    }));

  it('can be paid by hand on the simulated bank page', () =>
    onStage(async ({ provider, fake, events, url }) => {
      await provider.payments.start(saleRequest(), {});
      await fake.shopper(reference, 'leave');
      expect(events).toMatchObject([{ content: { reading: { waitsFor: 'shopper' } } }]);
      const page = await (await fetch(`${url}/bank/${reference}`, { method: 'POST' })).text();
      expect(page).toContain('승인 / Approve');
      const answer = await fetch(`${url}/bank/${reference}/approve`, { method: 'POST', redirect: 'manual' });
      expect(answer.headers.get('location')).toBe('https://shop.example/return?order=1001');
      expect((await fetch(`${url}/bank/${reference}/approve`, { method: 'POST' })).status).toBe(404);
      expect(fake.books().payments[0]?.charges).toBe(1);
    }));

  it('is declined with the words of the provider', () =>
    onStage(async ({ provider, fake, events }) => {
      await provider.payments.start(saleRequest(), {});
      await fake.shopper(reference, 'decline');
      const declined = { kind: 'declined', reason: 'other', provider: { code: '20000', message: 'General decline' } };
      expect(latestReading(events)).toMatchObject(declined);
      expect(await provider.payments.inquire(asked(), {})).toMatchObject(declined);
      expect(fake.books().payments[0]?.charges).toBe(0);
    }));

  it('finds the redirection again when the callback was lost', () =>
    onStage(async ({ provider, fake, url }) => {
      fake.notices.mute(true);
      await provider.payments.start(saleRequest(), {});
      await fake.shopper(reference, 'leave');
      expect(await provider.payments.inquire(asked(), {})).toMatchObject({
        kind: 'pending',
        waitsFor: 'shopper',
        nextAction: { type: 'redirect', url: `${url}/bank/${reference}`, method: 'POST' },
      });
    }));

  it('told twice by the provider is one event', () =>
    onStage(async ({ provider, fake, events }) => {
      fake.notices.repeat(2);
      await provider.payments.start(saleRequest(), {});
      await fake.shopper(reference, 'approve');
      const keys = events.map((event) => (event.kind === 'accepted' ? event.eventKey : 'rejected'));
      expect(keys).toHaveLength(4);
      expect(new Set(keys).size).toBe(2);
    }));

  it('with another amount, currency or reference is told as the provider tells it', () =>
    onStage(async ({ provider, fake, events }) => {
      await provider.payments.start(saleRequest(), {});
      fake.distort(reference, { amountMinor: 9_000, currency: 'JPY', reference: 'op-of-somebody-else' });
      await fake.shopper(reference, 'approve');
      const reported = {
        kind: 'succeeded',
        amount: { amountMinor: 9_000, currency: 'JPY' },
        reference: 'op-of-somebody-else',
      };
      expect(latestReading(events)).toMatchObject(reported);
      expect(await provider.payments.inquire(asked(), {})).toMatchObject(reported);
    }));

  it('sent twice under one reference is one payment', () =>
    onStage(async ({ provider, fake }) => {
      await provider.payments.start(saleRequest(), {});
      expect(await provider.payments.start(saleRequest(), {})).toEqual(waiting);
      expect(fake.books().payments).toHaveLength(1);
    }));
});

describe('sale without redirection', () => {
  const request = () => saleRequest({ channelId: channels.instructions, returnUrl: null });

  it('shows an account to pay to, with the texts that are prescribed, and is paid by the deposit', () =>
    onStage(async ({ provider, fake, events }) => {
      expect(await provider.payments.start(request(), {})).toEqual(waiting);
      await fake.deposit(reference);
      expect(events[0]).toMatchObject({
        content: {
          kind: 'payment',
          reading: {
            kind: 'pending',
            waitsFor: 'deposit',
            nextAction: {
              type: 'display_bank_instructions',
              bankName: 'Kyungnam Bank 039',
              accountNumber: '1111-1111-1111',
              accountHolder: 'TEST',
              amountMinor: 10_000,
              currency: 'KRW',
              timeoutSeconds: 60,
              deadlineAt: new Date(now.getTime() + 60_000),
              messages: { instructions: shopperMessages.instructions, timeout: shopperMessages.timeout },
            },
          },
        },
      });
      expect(latestReading(events)).toMatchObject({ kind: 'succeeded', amount, reference });
    }));

  it('is told with the amount that arrived', () =>
    onStage(async ({ provider, fake, events }) => {
      await provider.payments.start(request(), {});
      await fake.deposit(reference, 9_999);
      expect(latestReading(events)).toMatchObject({
        kind: 'succeeded',
        amount: { amountMinor: 9_999, currency: 'KRW' },
      });
    }));
});

describe('an answer that never came', () => {
  it('lost after the platform acted is unknown, and an inquiry finds the payment', () =>
    onStage(async ({ provider, fake }) => {
      fake.faults.inject('sale', { kind: 'lose_after' });
      expect((await provider.payments.start(saleRequest(), {})).kind).toBe('unknown');
      expect((await provider.payments.inquire(asked(), {})).kind).toBe('pending');
      await fake.shopper(reference, 'approve');
      expect(await provider.payments.inquire(asked(), {})).toMatchObject({ kind: 'succeeded', amount, reference });
      expect(fake.books().payments[0]?.charges).toBe(1);
    }));

  it('repeated after a lost answer shares its payment id, by which alone the state is asked', () =>
    onStage(async ({ fake, provider }) => {
      fake.faults.inject('sale', { kind: 'lose_after' });
      expect((await provider.payments.start(saleRequest(), {})).kind).toBe('unknown');
      expect((await provider.payments.start(saleRequest(), {})).kind).toBe('pending');
      expect((await provider.payments.inquire(asked(), {})).kind).toBe('pending');
      expect(fake.calls()).toEqual(['sale', 'sale', 'status'].map((operation) => ({ operation, reference })));
      expect(fake.books().payments).toHaveLength(1);
    }));

  it('lost before the platform acted is unknown, and an inquiry finds nothing', () =>
    onStage(async ({ provider, fake }) => {
      fake.faults.inject('sale', { kind: 'lose_before' });
      expect((await provider.payments.start(saleRequest(), {})).kind).toBe('unknown');
      expect(await provider.payments.inquire(asked(), {})).toEqual({ kind: 'absent' });
    }));

  it.each([
    { kind: 'error_after', status: 502 } as const,
    { kind: 'garbage', body: '<html>maintenance</html>' } as const,
  ])('$kind is unknown, for a sale and for an inquiry', (fault) =>
    onStage(async ({ provider, fake }) => {
      fake.faults.inject('sale', fault);
      expect((await provider.payments.start(saleRequest(), {})).kind).toBe('unknown');
      fake.faults.inject('status', fault);
      expect((await provider.payments.inquire(asked(), {})).kind).toBe('unknown');
      expect((await provider.payments.inquire(asked(), {})).kind).toBe('pending');
    }),
  );

  it('a status answer with a wrong signature is unknown', () =>
    onStage(async ({ provider, fake }) => {
      fake.faults.inject('status', { kind: 'garbage', body: fake.forgeNotice(reference).body });
      expect(await provider.payments.inquire(asked(), {})).toEqual({
        kind: 'unknown',
        cause: 'status answer with a wrong signature',
      });
    }));
});

describe('what ECommPay would refuse is never sent', () => {
  it.each([
    ['customer.id', saleRequest({ customer: { ...customer, id: null } })],
    ['customer.ip_address', saleRequest({ customer: { ...customer, ipAddress: null } })],
    ['return_url', saleRequest({ returnUrl: null })],
    ['customer.last_name', saleRequest({ customer: { ...customer, lastName: 'Do;payment:amount:1' } })],
    ['return_url', saleRequest({ returnUrl: 'https://shop.example/return;order=1' })],
    ['method.type', saleRequest({ method: { type: 'card' } })],
    ['currency', saleRequest({ amount: { ...amount, currency: 'USD' as typeof amount.currency } })],
    ['channel', saleRequest({ channelId: 'other' as typeof channels.page })],
  ])('%s is named', (name, request) =>
    onStage(async ({ provider, fake }) => {
      const verdict = await provider.payments.start(request, {});
      expect(verdict).toMatchObject({ kind: 'not_created', reason: 'invalid_request' });
      expect(verdict.kind === 'not_created' ? verdict.provider.message : '').toContain(name);
      expect(fake.calls()).toEqual([]);
    }),
  );

  it.each([9_999, 30_000_001])('an amount of %i is not allowed', (amountMinor) =>
    onStage(async ({ provider, fake }) => {
      const verdict = await provider.payments.start(saleRequest({ amount: { ...amount, amountMinor } }), {});
      expect(verdict).toMatchObject({ kind: 'not_created', reason: 'amount_not_allowed' });
      expect(fake.calls()).toEqual([]);
    }),
  );
});
