import type { ProviderAccountId } from '@hangil/core';
import { type ColumnMapping, usualRefundWords } from '@hangil/ledger';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { AppDependencies } from '../app-dependencies.ts';
import type { HttpApp, HttpEnvironment } from '../http-environment.ts';
import { presentPage, toPageRequest } from '../pagination.ts';
import { addOperation } from '../route.ts';
import * as operations from './operations.ts';
import { presentColumnMapping } from './present-column-mapping.ts';
import type { PutMappingBody } from './schemas.ts';

export function columnMappingRoutes({ engine, store }: AppDependencies): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnvironment>();

  addOperation(app, operations.listMappings, async (c, { query }) => {
    const { provider_account_id: parentId } = query;
    const filter = { status: 'active', ...(parentId === undefined ? {} : { parentId }) };
    const page = await store.documents('column_mapping', c.get('scope'), filter, toPageRequest(query));
    return c.json(presentPage(page, presentColumnMapping, ({ id }) => id));
  });

  addOperation(app, operations.putMapping, async (c, { params, body }) => {
    const mapping = { ...addressOf(params), columns: toColumns(body) };
    return c.json(presentColumnMapping(await engine.columnMappings.put(c.get('scope'), mapping)));
  });

  addOperation(app, operations.deleteMapping, async (c, { params }) => {
    await engine.columnMappings.delete(c.get('scope'), addressOf(params));
    return c.json({ object: 'column_mapping', ...params, deleted: true });
  });

  return app;
}

function addressOf({ provider_account_id, name }: { readonly provider_account_id: string; readonly name: string }) {
  return { providerAccountId: provider_account_id as ProviderAccountId, name };
}

function toColumns(body: PutMappingBody): ColumnMapping {
  const { type_column, refund_words = usualRefundWords } = body;
  return {
    key: body.key_column,
    amount: body.amount_column,
    occurredAt: body.time_column,
    ...(type_column === undefined ? {} : { direction: { column: type_column, refundWords: refund_words } }),
    ...(body.tax_free_column === undefined ? {} : { taxFree: body.tax_free_column }),
    ...(body.vat_column === undefined ? {} : { vat: body.vat_column }),
    ...(body.fee_column === undefined ? {} : { fee: body.fee_column }),
    ...(body.currency_column === undefined ? {} : { currency: body.currency_column }),
  };
}
