import { type ChannelId, minuteMs, type Payment, PaymentGatewayError } from '@hangil/core';
import type { Scope, StoredResponse } from '@hangil/engine';
import { OpenAPIHono, z } from '@hono/zod-openapi';
import type { AppDependencies } from '../app-dependencies.ts';
import type { HttpApp, HttpContext, HttpEnvironment } from '../http-environment.ts';
import { answerIdempotently } from '../idempotency.ts';
import { invalidParameter } from '../invalid-request.ts';
import { changedAnswer } from '../money-answer.ts';
import { owned } from '../owned.ts';
import { addOperation, type Operation } from '../route.ts';
import { presentVirtualAccount, toPaymentId } from './present-virtual-account.ts';
import {
  accountHolderQuery,
  accountHolderSchema,
  changeVirtualAccountSchema,
  virtualAccountSchema,
} from './schemas.ts';

const tag = 'Virtual accounts';
const params = z.object({ id: z.string() });
const virtualAccount = { status: 200, description: 'The virtual account.', schema: virtualAccountSchema } as const;

const getVirtualAccount = {
  method: 'get',
  path: '/v1/virtual_accounts/{id}',
  tag,
  summary: 'Get a virtual account',
  params,
  answer: virtualAccount,
} as const satisfies Operation;

const changeVirtualAccount = {
  method: 'patch',
  path: '/v1/virtual_accounts/{id}',
  tag,
  summary: 'Change amount or due time of an account that awaits its deposit',
  params,
  body: changeVirtualAccountSchema,
  answer: virtualAccount,
  problems: { 504: 'The provider did not say whether it has changed it: make the same change again.' },
} as const satisfies Operation;

const revokeVirtualAccount = {
  method: 'post',
  path: '/v1/virtual_accounts/{id}/revoke',
  tag,
  summary: 'Revoke an account before its deposit',
  params,
  answer: virtualAccount,
} as const satisfies Operation;

const getAccountHolder = {
  method: 'get',
  path: '/v1/account_holder',
  tag,
  summary: 'Whose account it is',
  query: accountHolderQuery,
  answer: { status: 200, description: 'The holder by the provider.', schema: accountHolderSchema },
} as const satisfies Operation;

const leadMs = minuteMs;

export function virtualAccountRoutes({ engine, store, clock }: AppDependencies): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnvironment>();
  const find = async (scope: Scope, id: string) => account(owned(scope, await store.payment(toPaymentId(id))));

  addOperation(app, getVirtualAccount, async (c, { params: { id } }) =>
    c.json(presentVirtualAccount(await find(c.get('scope'), id))),
  );

  addOperation(app, changeVirtualAccount, async (c, { params: { id }, body }) => {
    if (body.due_at !== undefined && body.due_at.getTime() - clock.now().getTime() < leadMs)
      throw invalidParameter('due_at', 'must lie at least 1 minute ahead');
    const payment = await find(c.get('scope'), id);
    const input = { amountMinor: body.amount ?? null, dueAt: body.due_at ?? null };
    return c.json(presentVirtualAccount(await engine.virtualAccounts.change(c.get('scope'), payment.id, input)));
  });

  addOperation(app, revokeVirtualAccount, async (c, { params: { id }, sent }) => {
    const payment = await find(c.get('scope'), id);
    return answerIdempotently(c, sent, revoked(c), (idempotent) =>
      engine.cancelPayment(c.get('scope'), payment.id, idempotent),
    );
  });

  addOperation(app, getAccountHolder, async (c, { query }) => {
    const { bank_code, account_number, channel_id } = query;
    const channelId = (channel_id ?? null) as ChannelId | null;
    const asked = { bankCode: bank_code, accountNumber: account_number, channelId };
    const holder = await engine.virtualAccounts.holder(c.get('scope'), asked);
    if (holder === null) throw new PaymentGatewayError('not_found', { detail: 'The bank knows no such account.' });
    return c.json({ object: 'account_holder' as const, bank_code, account_number, holder_name: holder });
  });

  return app;
}

/** @throws not_found for a payment by another method */
function account(payment: Payment): Payment {
  if (payment.method.type !== 'virtual_account') throw new PaymentGatewayError('not_found');
  return payment;
}

function revoked(c: HttpContext): (payment: Payment) => StoredResponse {
  return (payment) => changedAnswer(payment, presentVirtualAccount(payment), c.get('problem'));
}
