import { OpenAPIHono } from '@hono/zod-openapi';
import { listOf } from '../answer-fields.ts';
import type { AppDependencies } from '../app-dependencies.ts';
import type { HttpApp, HttpEnvironment } from '../http-environment.ts';
import { presentWholeList } from '../pagination.ts';
import { addOperation, type Operation } from '../route.ts';
import { presentProvider } from './present-provider.ts';
import { providerSchema } from './provider-schema.ts';

const listProviders = {
  method: 'get',
  path: '/v1/reference/providers',
  tag: 'Reference',
  summary: 'Providers the gateway speaks to, and what is known of the PGs behind them',
  answer: { status: 200, description: 'All of them, configured or not.', schema: listOf(providerSchema) },
} as const satisfies Operation;

export function providerReferenceRoutes({ manifests }: AppDependencies): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnvironment>();
  addOperation(app, listProviders, async (c) => c.json(presentWholeList(manifests.map(presentProvider))));
  return app;
}
