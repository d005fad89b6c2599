import { createHash } from 'node:crypto';
import {
  addDays,
  type CalendarDate,
  currencyCode,
  isTimeZone,
  PaymentGatewayError,
  type ProviderAccountId,
  type ReconciliationId,
  type ReconciliationItemId,
} from '@hangil/core';
import type { Reconciliation, ReconciliationItem, RowSource } from '@hangil/engine';
import { type ProviderRow, startOfBookDay } from '@hangil/ledger';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { AppDependencies } from '../app-dependencies.ts';
import { canonicalJson } from '../canonical-json.ts';
import type { HttpApp, HttpEnvironment } from '../http-environment.ts';
import { answerIdempotently } from '../idempotency.ts';
import { invalidParameter } from '../invalid-request.ts';
import { shownAnswer } from '../money-answer.ts';
import { owned } from '../owned.ts';
import { presentPage, toPageRequest } from '../pagination.ts';
import { addOperation } from '../route.ts';
import { mappingOfImport } from './mapping-of-import.ts';
import * as operations from './operations.ts';
import { presentReconciliation, presentReconciliationItem } from './present-reconciliation.ts';
import { readUpload } from './read-upload.ts';
import type { RunReconciliationBody } from './schemas.ts';

export function reconciliationRoutes(dependencies: AppDependencies): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnvironment>();
  addRunning(app, dependencies);
  addReading(app, dependencies);
  addResolving(app, dependencies);
  return app;
}

const created = (made: Reconciliation) => ({ status: 201, body: JSON.stringify(presentReconciliation(made)) });
const shown = (made: Reconciliation) => shownAnswer(presentReconciliation(made));

function addRunning(app: HttpApp, { engine }: AppDependencies): void {
  addOperation(app, operations.runReconciliation, async (c, { body, sent }) => {
    const input = { ...toPeriod(body), source: toSource(body, sent) };
    return answerIdempotently(c, sent, created, (idempotent) =>
      engine.reconciliations.run(c.get('scope'), input, idempotent),
    );
  });

  addOperation(app, operations.importFile, async (c, { query }) => {
    if (!isTimeZone(query.zone)) throw invalidParameter('zone', 'must be the name of a time zone');
    const period = toPeriod(query);
    const mapping = await mappingOfImport(engine.columnMappings, c.get('scope'), query);
    const { rows, hash } = await readUpload(c, query, mapping);
    const source = { kind: 'rows', fileHash: hash, fileName: query.file_name ?? null, rows } as const;
    const input = { ...period, source };
    return answerIdempotently(c, { ...c.req.query(), file: hash }, created, (idempotent) =>
      engine.reconciliations.run(c.get('scope'), input, idempotent),
    );
  });
}

function addReading(app: HttpApp, { store }: AppDependencies): void {
  addOperation(app, operations.listReconciliations, async (c, { query }) => {
    const page = await store.documents('reconciliation', c.get('scope'), filterOf(query), toPageRequest(query));
    return c.json(presentPage(page, presentReconciliation, ({ id }) => id));
  });

  addOperation(app, operations.getReconciliation, async (c, { params }) =>
    c.json(presentReconciliation(owned(c.get('scope'), await store.document('reconciliation', params.id)))),
  );

  addOperation(app, operations.listItems, async (c, { params, query }) => {
    const scope = c.get('scope');
    const { id } = owned(scope, await store.document('reconciliation', params.id));
    const filter = { parentId: id, ...filterOf(query) };
    const page = await store.documents('reconciliation_item', scope, filter, toPageRequest(query));
    return c.json(presentPage(page, presentReconciliationItem, (item) => item.id));
  });
}

function addResolving(app: HttpApp, { engine, store }: AppDependencies): void {
  addOperation(app, operations.resolveItem, async (c, { params, body, sent }) => {
    const scope = c.get('scope');
    const item = owned(scope, await store.document('reconciliation_item', params.item_id));
    if (item.parentId !== params.id) throw new PaymentGatewayError('not_found');
    const changed = (resolved: ReconciliationItem) => shownAnswer(presentReconciliationItem(resolved));
    return answerIdempotently(c, sent, changed, (idempotent) =>
      engine.reconciliations.resolve(scope, item.id as ReconciliationItemId, body.note, idempotent),
    );
  });

  addOperation(app, operations.lockReconciliation, async (c, { params, sent }) =>
    answerIdempotently(c, sent, shown, (idempotent) =>
      engine.reconciliations.lock(c.get('scope'), params.id as ReconciliationId, idempotent),
    ),
  );
}

function filterOf({ status }: { readonly status?: string | undefined }) {
  return status === undefined ? {} : { status };
}

interface AskedPeriod {
  readonly provider_account_id: string;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly collected_until?: Date | undefined;
}

/** Days of the books, both included. */
function toPeriod({ provider_account_id, from, to, collected_until }: AskedPeriod) {
  if (to < from) throw invalidParameter('to', 'must not lie before from');
  return {
    providerAccountId: provider_account_id as ProviderAccountId,
    from: startOfBookDay(from),
    to: startOfBookDay(addDays(to, 1)),
    collectedUntil: collected_until ?? null,
  };
}

function toSource({ rows }: RunReconciliationBody, sent: unknown): RowSource {
  if (rows === undefined) return { kind: 'provider' };
  const fileHash = createHash('sha256').update(canonicalJson(sent)).digest('hex');
  return { kind: 'rows', fileHash, fileName: null, rows: rows.map(toRow) };
}

type RowInBody = NonNullable<RunReconciliationBody['rows']>[number];

function toRow(row: RowInBody, index: number): ProviderRow {
  return {
    row: index + 1,
    direction: row.type,
    key: row.provider_payment_id,
    amountMinor: row.amount,
    taxFreeMinor: row.tax_free_amount ?? null,
    vatMinor: row.vat ?? null,
    feeMinor: row.fee ?? null,
    currency: currencyCode(row.currency),
    occurredAt: row.occurred_at,
  };
}
