import { type ChannelId, money, type Payment, type PaymentMethod } from '@hangil/core';
import type { ImportPaymentInput, MerchantSetup, StoredResponse } from '@hangil/engine';
import { OpenAPIHono, z } from '@hono/zod-openapi';
import type { AppDependencies } from '../app-dependencies.ts';
import { amount, amountOrZero, channelId, currency, customer, line, metadata } from '../fields.ts';
import type { HttpApp, HttpEnvironment } from '../http-environment.ts';
import { answerIdempotently } from '../idempotency.ts';
import { invalidParameter } from '../invalid-request.ts';
import { createdAnswer } from '../money-answer.ts';
import { addOperation, type Operation } from '../route.ts';
import { toCustomer } from '../to-customer.ts';
import { paymentSchema } from './answer-schemas.ts';
import { presentPayment } from './present-payment.ts';
import { providerPaymentId, word } from './schemas.ts';

const importPaymentSchema = z
  .strictObject({
    provider_payment_id: providerPaymentId,
    channel_id: channelId.nullish().openapi({ description: 'Needed when you have several provider accounts.' }),
    order_id: line(255),
    order_name: line(255).nullish().openapi({ description: 'The order id when left out.' }),
    amount: amount.openapi({ description: 'What you believe was paid; compared with what the provider says.' }),
    currency,
    tax_free_amount: amountOrZero.nullish(),
    method: z
      .discriminatedUnion('type', [
        z.strictObject({
          type: z.enum([
            'card',
            'key_in',
            'billing_key',
            'virtual_account',
            'bank_transfer',
            'mobile',
            'convenience_store',
            'point',
          ]),
        }),
        z.strictObject({ type: z.literal('easy_pay'), wallet: word }),
        z.strictObject({ type: z.literal('gift_certificate'), kind: word }),
      ])
      .nullish()
      .openapi({ description: 'As the provider tells when left out.' }),
    customer: customer.nullish(),
    metadata: metadata.nullish(),
  })
  .refine(({ amount: whole, tax_free_amount }) => (tax_free_amount ?? 0) <= whole, {
    path: ['tax_free_amount'],
    message: 'must not be more than amount',
  })
  .openapi('ImportPayment');

const importPayment = {
  method: 'post',
  path: '/v1/payments/import',
  tag: 'Payments',
  summary: 'Adopt a payment that was paid at the provider and is not known here',
  body: importPaymentSchema,
  answer: { status: 201, description: 'The payment, booked.', schema: paymentSchema },
  problems: { 502: 'The provider could not be asked; nothing was changed.' },
} as const satisfies Operation;

export function importPaymentRoute({ engine, directory }: AppDependencies): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnvironment>();
  addOperation(app, importPayment, async (c, { body, sent }) => {
    const scope = c.get('scope');
    const input = toImportPaymentInput(body, directory.merchant(scope.merchantId));
    const represent = (payment: Payment): StoredResponse =>
      createdAnswer(payment, presentPayment(payment), c.get('problem'));
    return answerIdempotently(c, sent, represent, (idempotent) => engine.importPayment(scope, input, idempotent));
  });
  return app;
}

function toImportPaymentInput(
  body: z.output<typeof importPaymentSchema>,
  setup: MerchantSetup | null,
): ImportPaymentInput {
  return {
    channelId: (body.channel_id ?? onlyChannel(setup)) as ChannelId,
    providerPaymentId: body.provider_payment_id,
    orderId: body.order_id,
    orderName: body.order_name ?? body.order_id,
    amount: money(body.amount, body.currency),
    taxFreeAmountMinor: body.tax_free_amount ?? 0,
    method: (body.method ?? null) satisfies Pick<PaymentMethod, 'type' | 'wallet' | 'kind'> | null,
    customer: toCustomer(body.customer),
    metadata: body.metadata ?? {},
  };
}

/** Every channel of one account asks the same provider. @throws invalid_request when there are several accounts */
function onlyChannel(setup: MerchantSetup | null): ChannelId {
  const channels = setup?.channels ?? [];
  const [first] = channels;
  const isOne = new Set(channels.map(({ providerAccountId }) => providerAccountId)).size === 1;
  if (first === undefined || !isOne)
    throw invalidParameter('channel_id', 'is needed: there are several provider accounts');
  return first.id;
}
