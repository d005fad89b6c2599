import { PaymentGatewayError, type PayoutBatchId, type PayoutId } from '@hangil/core';
import type { PayoutBatch, PayoutFile, StoredResponse } from '@hangil/engine';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { AppDependencies } from '../app-dependencies.ts';
import type { HttpApp, HttpContext, HttpEnvironment } from '../http-environment.ts';
import { answerIdempotently } from '../idempotency.ts';
import { shownAnswer } from '../money-answer.ts';
import { presentPage, toPageRequest } from '../pagination.ts';
import { presentListedPayout } from '../payouts/present-payout.ts';
import { addOperation } from '../route.ts';
import { streamAnswer } from '../stream-answer.ts';
import { csvPayoutFile } from './csv-file.ts';
import { jsonPayoutFile } from './json-file.ts';
import * as operations from './operations.ts';
import { presentBatch, presentDryRun } from './present-batch.ts';
import { failedCsv, resultCsv } from './result-csv.ts';
import { type SpooledFile, withSpooledBody } from './spool.ts';

export function payoutBatchRoutes({ engine, store }: AppDependencies): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnvironment>();
  const { payoutBatches } = engine;

  addOperation(app, operations.createBatch, async (c, { query }) => {
    const openFile = fileReader(c);
    return withSpooledBody(c, async (spooled) => {
      const file = await openFile(spooled, c.get('apiKeyId'));
      if (query.dry_run === 'true') return c.json(presentDryRun(await payoutBatches.check(c.get('scope'), file)));
      return answerIdempotently(c, { sha256: file.contentHash }, created, (idempotent) =>
        payoutBatches.create(c.get('scope'), file, c.get('apiKeyId'), idempotent),
      );
    });
  });

  addOperation(app, operations.listBatches, async (c, { query }) => {
    const page = await store.documents('payout_batch', c.get('scope'), { status: query.status }, toPageRequest(query));
    const items = await Promise.all(page.items.map(({ id }) => payoutBatches.get(c.get('scope'), id)));
    return c.json(presentPage({ ...page, items }, presentBatch, ({ id }) => id));
  });

  addOperation(app, operations.getBatch, async (c, { params }) =>
    c.json(presentBatch(await payoutBatches.get(c.get('scope'), params.id))),
  );

  addOperation(app, operations.listItems, async (c, { params, query: { status, limit, cursor } }) => {
    const { id } = await payoutBatches.get(c.get('scope'), params.id);
    const afterRow = cursor === undefined ? 0 : ((await store.payout(cursor as PayoutId))?.row ?? 0);
    const filter = status === undefined ? {} : { status };
    const rows = await store.payoutsOfBatch(id as PayoutBatchId, { ...filter, afterRow, limit: limit + 1 });
    const page = { items: rows.slice(0, limit), hasMore: rows.length > limit };
    return c.json(presentPage(page, presentListedPayout, (payout) => payout.id));
  });

  addOperation(app, operations.getResult, async (c, { params, query }) => {
    const { id } = await payoutBatches.get(c.get('scope'), params.id);
    const lines = query.status === 'failed' ? failedCsv : resultCsv;
    const fileName = `${id}-${query.status ?? 'result'}.csv`;
    return streamAnswer(c, lines(store, id as PayoutBatchId), { mediaType: 'text/csv; charset=utf-8', fileName });
  });

  const { pauseBatch, resumeBatch, cancelBatch } = operations;
  for (const [operation, act] of [
    [pauseBatch, 'pause'],
    [resumeBatch, 'resume'],
    [cancelBatch, 'cancel'],
  ] as const) {
    addOperation(app, operation, async (c, { params, sent }) =>
      answerIdempotently(c, sent, shown, (idempotent) => payoutBatches[act](c.get('scope'), params.id, idempotent)),
    );
  }

  return app;
}

type FileReader = (spooled: SpooledFile, createdBy: string) => PayoutFile | Promise<PayoutFile>;

/** @throws PaymentGatewayError unsupported_media_type */
function fileReader(c: HttpContext): FileReader {
  const [mediaType = ''] = (c.req.header('Content-Type') ?? '').split(';');
  switch (mediaType.trim().toLowerCase()) {
    case 'text/csv':
      return csvPayoutFile;
    case 'application/json':
      return jsonPayoutFile;
    default:
      throw new PaymentGatewayError('unsupported_media_type', { detail: 'Send text/csv or application/json.' });
  }
}

function created(batch: PayoutBatch): StoredResponse {
  return { status: 201, body: JSON.stringify(presentBatch(batch)) };
}

function shown(batch: PayoutBatch): StoredResponse {
  return shownAnswer(presentBatch(batch));
}
