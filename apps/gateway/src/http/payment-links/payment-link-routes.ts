import { type ChannelId, money, type PaymentLinkId } from '@hangil/core';
import type { CreatePaymentLinkInput, PaymentLink } from '@hangil/engine';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { AppDependencies } from '../app-dependencies.ts';
import { linkUrl } from '../checkout/checkout-address.ts';
import type { HttpApp, HttpEnvironment } from '../http-environment.ts';
import { answerIdempotently } from '../idempotency.ts';
import { invalidParameter } from '../invalid-request.ts';
import { shownAnswer } from '../money-answer.ts';
import { owned } from '../owned.ts';
import { presentPage, toPageRequest } from '../pagination.ts';
import { addOperation } from '../route.ts';
import * as operations from './operations.ts';
import { presentPaymentLink } from './present-payment-link.ts';
import type { CreatePaymentLinkBody } from './schemas.ts';

export function paymentLinkRoutes({ engine, store, clock, publicUrl }: AppDependencies): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnvironment>();

  addOperation(app, operations.createPaymentLink, async (c, { body, sent }) => {
    const input = toCreatePaymentLinkInput(body, publicUrl);
    if (input.expiresAt !== null && input.expiresAt <= clock.now())
      throw invalidParameter('expires_at', 'must lie in the future');
    const created = (link: PaymentLink) => ({ status: 201, body: JSON.stringify(presentPaymentLink(link)) });
    return answerIdempotently(c, sent, created, (idempotent) =>
      engine.paymentLinks.create(c.get('scope'), input, idempotent),
    );
  });

  addOperation(app, operations.listPaymentLinks, async (c, { query }) => {
    const filter = query.status === undefined ? {} : { status: query.status };
    const page = await store.documents('payment_link', c.get('scope'), filter, toPageRequest(query));
    return c.json(presentPage(page, presentPaymentLink, ({ id }) => id));
  });

  addOperation(app, operations.getPaymentLink, async (c, { params }) =>
    c.json(presentPaymentLink(owned(c.get('scope'), await store.document('payment_link', params.id)))),
  );

  addOperation(app, operations.deactivatePaymentLink, async (c, { params, sent }) =>
    answerIdempotently(
      c,
      sent,
      (link: PaymentLink) => shownAnswer(presentPaymentLink(link)),
      (idempotent) => engine.paymentLinks.deactivate(c.get('scope'), params.id as PaymentLinkId, idempotent),
    ),
  );

  return app;
}

function toCreatePaymentLinkInput(body: CreatePaymentLinkBody, publicUrl: string): CreatePaymentLinkInput {
  return {
    orderName: body.order_name,
    amount: money(body.amount, body.currency),
    taxFreeAmountMinor: body.tax_free_amount ?? 0,
    methods: body.methods,
    channelId: (body.channel_id ?? null) as ChannelId | null,
    expiresAt: body.expires_at ?? null,
    usesMax: body.max_uses ?? null,
    metadata: body.metadata ?? {},
    linkUrl: (id) => linkUrl(publicUrl, id),
  };
}
