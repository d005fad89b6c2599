import type { ProviderAccountId } from '@hangil/core';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { AppDependencies } from '../app-dependencies.ts';
import type { HttpApp, HttpEnvironment } from '../http-environment.ts';
import { presentPage, toPageRequest } from '../pagination.ts';
import { addOperation } from '../route.ts';
import * as operations from './operations.ts';
import { presentColumnMapping } from './present-column-mapping.ts';
import { toColumns } from './to-columns.ts';

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
