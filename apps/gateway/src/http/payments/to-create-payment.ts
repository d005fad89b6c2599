import { type ChannelId, dayMs, type KeyInCard, minuteMs, money, type RequestedPaymentMethod } from '@hangil/core';
import type { CreatePaymentInput } from '@hangil/engine';
import type { z } from 'zod';
import { invalidParameter } from '../invalid-request.ts';
import { toCustomer } from '../to-customer.ts';
import type { CreatePaymentBody, keyIn, RequestedMethodBody } from './schemas.ts';

const depositWindowDefaultMs = 7 * dayMs;
const depositWindowMinMs = minuteMs;

/** @throws PaymentGatewayError invalid_request when a time lies too early */
export function toCreatePaymentInput(body: CreatePaymentBody, now: Date): CreatePaymentInput {
  if (body.expires_at && body.expires_at <= now) throw invalidParameter('expires_at', 'must lie in the future');
  return {
    orderId: body.order_id,
    orderName: body.order_name,
    amount: money(body.amount, body.currency),
    taxFreeAmountMinor: body.tax_free_amount ?? 0,
    method: toRequestedMethod(body.method, now),
    customer: toCustomer(body.customer),
    returnUrl: body.return_url ?? null,
    expiresAt: body.expires_at ?? null,
    channelId: (body.channel_id ?? null) as ChannelId | null,
    metadata: body.metadata ?? {},
    providerOptions: body.provider_options ?? {},
  };
}

function toRequestedMethod(method: RequestedMethodBody, now: Date): RequestedPaymentMethod {
  switch (method.type) {
    case 'key_in':
      return { type: 'key_in', card: toKeyInCard(method) };
    case 'billing_key':
      return { type: 'billing_key', billingKeyId: method.billing_key_id };
    case 'virtual_account':
      return {
        type: 'virtual_account',
        bankCode: method.bank_code ?? null,
        dueAt: dueAt(method.due_at ?? null, now),
        holderName: method.holder_name ?? null,
      };
    default:
      return method;
  }
}

export function toKeyInCard(body: z.output<typeof keyIn>): KeyInCard {
  return {
    cardNumber: body.card_number,
    expiry: body.expiry,
    birthOrBusinessNumber: body.birth_or_business_number ?? null,
    password2Digits: body.password_2digits ?? null,
  };
}

function dueAt(asked: Date | null, now: Date): Date {
  if (asked === null) return new Date(now.getTime() + depositWindowDefaultMs);
  if (asked.getTime() - now.getTime() < depositWindowMinMs)
    throw invalidParameter('method.due_at', 'must lie at least 1 minute ahead');
  return asked;
}
