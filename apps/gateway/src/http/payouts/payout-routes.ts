import type { Payout, PayoutId } from '@hangil/core';
import type { StoredResponse } from '@hangil/engine';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { AppDependencies } from '../app-dependencies.ts';
import type { HttpApp, HttpEnvironment } from '../http-environment.ts';
import { answerIdempotently } from '../idempotency.ts';
import { changedAnswer, createdAnswer, shownAnswer } from '../money-answer.ts';
import { owned } from '../owned.ts';
import { presentPage, toPageRequest } from '../pagination.ts';
import { addOperation } from '../route.ts';
import * as operations from './operations.ts';
import { presentListedPayout, presentPayout } from './present-payout.ts';
import { toCreatePayoutInput } from './to-create-payout.ts';

export function payoutRoutes({ engine, store }: AppDependencies): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnvironment>();

  addOperation(app, operations.createPayout, async (c, { body, sent }) => {
    const represent = (payout: Payout) => createdAnswer(payout, presentPayout(payout), c.get('problem'));
    return answerIdempotently(c, sent, represent, (idempotent) =>
      engine.createPayout(c.get('scope'), toCreatePayoutInput(body, c.get('apiKeyId')), idempotent),
    );
  });

  addOperation(app, operations.approvePayout, async (c, { params, sent }) => {
    const represent = (payout: Payout) => changedAnswer(payout, presentPayout(payout), c.get('problem'));
    return answerIdempotently(c, sent, represent, (idempotent) =>
      engine.approvePayout(c.get('scope'), params.id as PayoutId, c.get('apiKeyId'), idempotent),
    );
  });

  addOperation(app, operations.cancelPayout, async (c, { params, sent }) =>
    answerIdempotently(c, sent, shown, (idempotent) =>
      engine.cancelPayout(c.get('scope'), params.id as PayoutId, idempotent),
    ),
  );

  addOperation(app, operations.syncPayout, async (c, { params, sent }) =>
    answerIdempotently(c, sent, shown, (idempotent) =>
      engine.syncPayout(c.get('scope'), params.id as PayoutId, idempotent),
    ),
  );

  addOperation(app, operations.listPayouts, async (c, { query }) => {
    const filter = { merchantReference: query.reference, status: query.status };
    const page = await store.payouts(c.get('scope'), filter, toPageRequest(query));
    return c.json(presentPage(page, presentListedPayout, ({ id }) => id));
  });

  addOperation(app, operations.getPayout, async (c, { params }) =>
    c.json(presentPayout(owned(c.get('scope'), await store.payout(params.id as PayoutId)))),
  );

  return app;
}

function shown(payout: Payout): StoredResponse {
  return shownAnswer(presentPayout(payout));
}
