import { z } from 'zod';
import { actOnLatest, actOnPayment, actOnPayout, fakeNamed } from '../actions.ts';
import type { SimulatedWorld } from '../world.ts';
import { ControlError } from './control-error.ts';
import { type Endpoint, endpoint, endpointWithBody } from './endpoint.ts';
import { toWireCall, toWirePayment, toWirePayout } from './wire.ts';

const outcome = z.enum(['approve', 'decline', 'leave']);
const outcomeBody = z.strictObject({ outcome });
const depositBody = z.strictObject({ amount: z.int().min(1).optional() });
const windowBody = z.strictObject({ params: z.record(z.string(), z.unknown()) });
const hoursBody = z.strictObject({ keep: z.boolean() });
const balanceBody = z.strictObject({ amount: z.int().min(0).nullable() });
const nextBody = z.strictObject({ outcome: z.enum(['approve', 'decline', 'wait']) });

/** What the providers know, and what shoppers and banks do. Amounts are minor units. */
export function paymentEndpoints(world: SimulatedWorld): Endpoint[] {
  return [
    endpoint({
      method: 'GET',
      path: '/:provider/books',
      does: 'Payments and payouts as the provider itself keeps them.',
      run({ provider }) {
        const { payments, payouts } = fakeNamed(world, provider).books();
        return { payments: payments.map(toWirePayment), payouts: payouts.map(toWirePayout) };
      },
    }),
    endpoint({
      method: 'GET',
      path: '/:provider/calls',
      does: 'Every call the provider has received, in order of arrival.',
      run: ({ provider }) => ({ calls: fakeNamed(world, provider).calls().map(toWireCall) }),
    }),
    endpointWithBody({
      method: 'POST',
      path: '/payments/latest/shopper',
      does: 'The shopper finishes the newest payment that waits for him, at whichever provider it is.',
      body: outcomeBody,
      examples: [{ outcome: 'approve' }],
      async run(_, body) {
        const { provider, payment } = await actOnLatest(world, (fake, reference) =>
          fake.shopper(reference, body.outcome),
        );
        return { provider, payment: toWirePayment(payment) };
      },
    }),
    endpointWithBody({
      method: 'POST',
      path: '/payments/latest/deposit',
      does: 'Money arrives for the newest payment that waits for a deposit; without an amount, what was asked for.',
      body: depositBody,
      examples: [{}],
      async run(_, { amount }) {
        const { provider, payment } = await actOnLatest(world, (fake, reference) => fake.deposit(reference, amount));
        return { provider, payment: toWirePayment(payment) };
      },
    }),
    endpointWithBody({
      method: 'POST',
      path: '/:provider/window',
      does: "The shopper's browser opens the window with the params of a browser_sdk action; needed before he can finish one that keeps a card.",
      body: windowBody,
      examples: [{ params: { merchant_uid: 'REFERENCE', customer_uid: 'REFERENCE', amount: 0, name: 'card' } }],
      run({ provider }, { params }) {
        const { openWindow } = fakeNamed(world, provider);
        if (openWindow === undefined)
          throw new ControlError(409, 'no_such_window', `${provider} hears of its windows by itself.`);
        try {
          openWindow(params);
        } catch (error) {
          throw new ControlError(409, 'window_refused', error instanceof Error ? error.message : 'refused');
        }
        return { provider, opened: true };
      },
    }),
    endpointWithBody({
      method: 'POST',
      path: '/:provider/payments/:reference/shopper',
      does: 'The shopper finishes a payment that waits for him, or leaves.',
      body: outcomeBody,
      examples: [{ outcome: 'decline' }],
      async run({ provider, reference }, body) {
        const fake = fakeNamed(world, provider);
        const payment = await actOnPayment(fake, reference, () => fake.shopper(reference, body.outcome));
        return { provider, payment: toWirePayment(payment) };
      },
    }),
    endpointWithBody({
      method: 'POST',
      path: '/:provider/payments/:reference/deposit',
      does: 'Money arrives on the account issued for this payment; without an amount, what was asked for.',
      body: depositBody,
      examples: [{ amount: 10000 }],
      async run({ provider, reference }, { amount }) {
        const fake = fakeNamed(world, provider);
        const payment = await actOnPayment(fake, reference, () => fake.deposit(reference, amount));
        return { provider, payment: toWirePayment(payment) };
      },
    }),
    endpointWithBody({
      method: 'POST',
      path: '/:provider/payouts/:reference/outcome',
      does: 'The bank finishes a payout that waits.',
      body: outcomeBody,
      examples: [{ outcome: 'approve' }],
      async run({ provider, reference }, body) {
        const fake = fakeNamed(world, provider);
        const payout = await actOnPayout(fake, reference, () => fake.payout(reference, body.outcome));
        return { provider, payout: toWirePayout(payout) };
      },
    }),
    endpointWithBody({
      method: 'POST',
      path: '/:provider/next',
      does: 'What becomes of the next charges and payouts that need no shopper, until told otherwise.',
      body: nextBody,
      examples: [{ outcome: 'wait' }],
      run({ provider }, body) {
        fakeNamed(world, provider).decideNext(body.outcome);
        return { provider, outcome: body.outcome };
      },
    }),
    endpointWithBody({
      method: 'POST',
      path: '/:provider/hours',
      does: 'Makes the provider keep its opening hours by the simulated clock, or stop keeping them.',
      body: hoursBody,
      examples: [{ keep: true }, { keep: false }],
      run({ provider }, { keep }) {
        const { keepHours } = fakeNamed(world, provider);
        if (keepHours === undefined) throw notOffered(provider, 'has no opening hours');
        keepHours(keep);
        return { provider, keep };
      },
    }),
    endpointWithBody({
      method: 'POST',
      path: '/:provider/payout_balance',
      does: 'What the merchant has at the provider for payouts, minor units; null is more than enough.',
      body: balanceBody,
      examples: [{ amount: 0 }, { amount: null }],
      run({ provider }, { amount }) {
        const { fundPayouts } = fakeNamed(world, provider);
        if (fundPayouts === undefined) throw notOffered(provider, 'keeps no balance for payouts');
        fundPayouts(amount);
        return { provider, amount };
      },
    }),
  ];
}

function notOffered(provider: string, what: string): ControlError {
  return new ControlError(409, 'not_offered', `${provider} ${what}.`);
}
