import type { Channel } from '@hangil/engine';
import { OpenAPIHono, z } from '@hono/zod-openapi';
import { listOf } from '../answer-fields.ts';
import type { AppDependencies } from '../app-dependencies.ts';
import type { HttpApp, HttpEnvironment } from '../http-environment.ts';
import { presentWholeList } from '../pagination.ts';
import { presentGateway } from '../reference/present-provider.ts';
import { gatewayCapabilitiesSchema } from '../reference/provider-schema.ts';
import { addOperation, type Operation } from '../route.ts';

const channelSchema = z
  .object({
    object: z.literal('channel'),
    id: z.string(),
    provider: z.string(),
    provider_name: z.object({ ko: z.string(), en: z.string() }),
    provider_account_id: z.string(),
    methods: z.array(z.string()),
    gateway: gatewayCapabilitiesSchema.nullable().openapi({
      description: 'The PG behind it; null when the provider is its own, or when the settings do not tell.',
    }),
    status: z.enum(['active', 'unavailable']).openapi({
      description:
        '`unavailable`: its adapter could not be loaded, and nothing is sent through it. Health is not judged yet.',
    }),
  })
  .openapi('Channel');

const listChannels = {
  method: 'get',
  path: '/v1/channels',
  tag: 'Channels',
  summary: 'Ways to providers, in the order of the configuration',
  answer: { status: 200, description: 'All of them.', schema: listOf(channelSchema) },
} as const satisfies Operation;

export function channelRoutes({ directory }: AppDependencies): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnvironment>();

  addOperation(app, listChannels, async (c) => {
    const channels = directory.merchant(c.get('scope').merchantId)?.channels ?? [];
    return c.json(presentWholeList(channels.map(presentChannel)));
  });

  return app;
}

function presentChannel({
  id,
  provider,
  providerAccountId,
  methods,
  gateway = null,
  unavailable = null,
}: Channel): z.input<typeof channelSchema> {
  return {
    object: 'channel',
    id,
    provider: provider.id,
    provider_name: provider.name,
    provider_account_id: providerAccountId,
    methods: [...methods],
    gateway: gateway === null ? null : presentGateway(gateway),
    status: unavailable === null ? 'active' : 'unavailable',
  };
}
