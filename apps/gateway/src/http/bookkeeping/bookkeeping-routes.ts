import { currencyCode, type JournalEntryId, type ManualEntryId } from '@hangil/core';
import type { ClosedPeriod, ManualEntry, RequestManualEntryInput } from '@hangil/engine';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { AppDependencies } from '../app-dependencies.ts';
import type { HttpApp, HttpEnvironment } from '../http-environment.ts';
import { answerIdempotently } from '../idempotency.ts';
import { shownAnswer } from '../money-answer.ts';
import { owned } from '../owned.ts';
import { presentPage, toPageRequest } from '../pagination.ts';
import { addOperation } from '../route.ts';
import * as operations from './operations.ts';
import { presentManualEntry, presentPeriodClosing } from './present-bookkeeping.ts';
import type { RequestEntryBody } from './schemas.ts';
import { toTemplate } from './template-body.ts';

export function bookkeepingRoutes(dependencies: AppDependencies): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnvironment>();
  addManualEntries(app, dependencies);
  addDecisions(app, dependencies);
  addClosings(app, dependencies);
  return app;
}

function addManualEntries(app: HttpApp, { engine, store }: AppDependencies): void {
  addOperation(app, operations.requestEntry, async (c, { body, sent }) => {
    const input = toRequest(body, c.get('apiKeyName'));
    const created = (made: ManualEntry) => ({ status: 201, body: JSON.stringify(presentManualEntry(made)) });
    return answerIdempotently(c, sent, created, (idempotent) =>
      engine.bookkeeping.request(c.get('scope'), input, idempotent),
    );
  });

  addOperation(app, operations.listEntries, async (c, { query }) => {
    const filter = query.status === undefined ? {} : { status: query.status };
    const page = await store.documents('manual_entry', c.get('scope'), filter, toPageRequest(query));
    return c.json(presentPage(page, presentManualEntry, ({ id }) => id));
  });

  addOperation(app, operations.getEntry, async (c, { params }) =>
    c.json(presentManualEntry(owned(c.get('scope'), await store.document('manual_entry', params.id)))),
  );
}

function addDecisions(app: HttpApp, { engine }: AppDependencies): void {
  const decided = (entry: ManualEntry) => shownAnswer(presentManualEntry(entry));
  for (const [operation, approve] of [
    [operations.approveEntry, true],
    [operations.rejectEntry, false],
  ] as const) {
    addOperation(app, operation, async (c, { params, sent }) => {
      const decision = { approve, decidedBy: c.get('apiKeyName') };
      return answerIdempotently(c, sent, decided, (idempotent) =>
        engine.bookkeeping.decide(c.get('scope'), params.id as ManualEntryId, decision, idempotent),
      );
    });
  }
}

function addClosings(app: HttpApp, { engine, store }: AppDependencies): void {
  addOperation(app, operations.closePeriod, async (c, { body, sent }) => {
    const input = { closedBefore: body.closed_before, closedBy: c.get('apiKeyName') };
    const created = (made: ClosedPeriod) => ({ status: 201, body: JSON.stringify(presentPeriodClosing(made)) });
    return answerIdempotently(c, sent, created, (idempotent) =>
      engine.bookkeeping.closePeriod(c.get('scope'), input, idempotent),
    );
  });

  addOperation(app, operations.listClosings, async (c, { query }) => {
    const page = await store.documents('period_closing', c.get('scope'), {}, toPageRequest(query));
    return c.json(presentPage(page, presentPeriodClosing, ({ id }) => id));
  });
}

function toRequest(body: RequestEntryBody, requestedBy: string): RequestManualEntryInput {
  return {
    effectiveAt: body.effective_at,
    reason: body.reason,
    lines: body.lines.map(({ account, side, amount, currency }) => ({
      account,
      side,
      amountMinor: amount,
      currency: currencyCode(currency),
      layer: 'posted',
    })),
    ...(body.template == null ? {} : { template: toTemplate(body.template) }),
    reverses: (body.reverses ?? null) as JournalEntryId | null,
    requestedBy,
  };
}
