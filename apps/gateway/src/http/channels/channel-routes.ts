import type { ChannelId } from '@hangil/core';
import type { ChannelState } from '@hangil/engine';
import { OpenAPIHono, z } from '@hono/zod-openapi';
import { answerTimestamp, listOf } from '../answer-fields.ts';
import type { AppDependencies } from '../app-dependencies.ts';
import { instant, line } from '../fields.ts';
import type { HttpApp, HttpEnvironment } from '../http-environment.ts';
import { answerIdempotently } from '../idempotency.ts';
import { invalidParameter } from '../invalid-request.ts';
import { shownAnswer } from '../money-answer.ts';
import { presentWholeList } from '../pagination.ts';
import { presentInstant, presentInstantOrNull } from '../present-common.ts';
import { presentGateway } from '../reference/present-provider.ts';
import { gatewayCapabilitiesSchema } from '../reference/provider-schema.ts';
import { addOperation, type Operation } from '../route.ts';
import { atProviderSchema, notConfiguredSchema, presentAtProvider, presentNotConfigured } from './at-provider.ts';

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
    status: z.enum(['active', 'unhealthy', 'disabled', 'unavailable']).openapi({
      description:
        'An unhealthy channel is tried only when no other can serve; a disabled one never. `unavailable`: its adapter could not be loaded.',
    }),
    health: z.object({
      status: z.enum(['healthy', 'unhealthy']),
      failures_in_a_row: z.int(),
      timeouts: z.int().openapi({ description: 'Calls without an answer since the gateway started.' }),
      unhealthy_since: answerTimestamp.nullable(),
      next_try_at: answerTimestamp.nullable(),
      success_rate: z.number().nullable().openapi({ description: 'Of the payments that ended lately, from 0 to 1.' }),
      sample: z.number(),
    }),
    disabled: z
      .object({ from: answerTimestamp, until: answerTimestamp.nullable(), reason: z.string().nullable() })
      .nullable()
      .openapi({ description: 'The time of being disabled that runs or comes next.' }),
  })
  .openapi('Channel');

const listChannels = {
  method: 'get',
  path: '/v1/channels',
  tag: 'Channels',
  summary: 'Ways to providers, in the order of the configuration',
  answer: {
    status: 200,
    description: 'All of them.',
    schema: listOf(channelSchema.extend({ at_provider: atProviderSchema })).extend({
      not_configured: z.array(notConfiguredSchema),
    }),
  },
} as const satisfies Operation;

const params = z.object({ id: z.string() });
const channel = { status: 200, description: 'The channel.', schema: channelSchema } as const;

const getChannel = {
  method: 'get',
  path: '/v1/channels/{id}',
  tag: 'Channels',
  summary: 'Get a channel',
  params,
  answer: channel,
} as const satisfies Operation;

const disableChannel = {
  method: 'post',
  path: '/v1/channels/{id}/disable',
  tag: 'Channels',
  summary: 'Keep a channel from being used, now or at a time',
  params,
  body: z
    .strictObject({ from: instant.nullish(), until: instant.nullish(), reason: line(200).nullish() })
    .openapi('DisableChannel'),
  answer: channel,
} as const satisfies Operation;

const enableChannel = {
  method: 'post',
  path: '/v1/channels/{id}/enable',
  tag: 'Channels',
  summary: 'Let a channel be used again',
  params,
  answer: channel,
} as const satisfies Operation;

export function channelRoutes({ engine, clock, accountChannels }: AppDependencies): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnvironment>();
  const represent = (state: ChannelState) => shownAnswer(presentChannel(state));

  addOperation(app, listChannels, async (c) => {
    const channels = await engine.routing.channels(c.get('scope'));
    const known = await accountChannels.of(channels.map(({ channel }) => channel));
    const shown = channels.map((state) => ({
      ...presentChannel(state),
      at_provider: presentAtProvider(state.channel, known.get(state.channel.providerAccountId)),
    }));
    return c.json({ ...presentWholeList(shown), not_configured: [...known.values()].flatMap(presentNotConfigured) });
  });

  addOperation(app, getChannel, async (c, { params: { id } }) =>
    c.json(presentChannel(await engine.routing.channel(c.get('scope'), id as ChannelId))),
  );

  addOperation(app, disableChannel, async (c, { params: { id }, body, sent }) => {
    const from = body.from ?? null;
    const until = body.until ?? null;
    if (until !== null && until <= (from ?? clock.now()))
      throw invalidParameter('until', 'must lie after from and in the future');
    const closure = { from, until, reason: body.reason ?? null };
    return answerIdempotently(c, sent, represent, (idempotent) =>
      engine.routing.closeChannel(c.get('scope'), id as ChannelId, closure, idempotent),
    );
  });

  addOperation(app, enableChannel, async (c, { params: { id }, sent }) =>
    answerIdempotently(c, sent, represent, (idempotent) =>
      engine.routing.openChannel(c.get('scope'), id as ChannelId, idempotent),
    ),
  );

  return app;
}

function presentChannel({ channel: of, health, closure, isClosed }: ChannelState): z.input<typeof channelSchema> {
  const { id, provider, providerAccountId, methods, gateway = null, unavailable = null } = of;
  return {
    object: 'channel',
    id,
    provider: provider.id,
    provider_name: provider.name,
    provider_account_id: providerAccountId,
    methods: [...methods],
    gateway: gateway === null ? null : presentGateway(gateway),
    status:
      unavailable !== null
        ? 'unavailable'
        : isClosed
          ? 'disabled'
          : health.status === 'unhealthy'
            ? 'unhealthy'
            : 'active',
    health: {
      status: health.status,
      failures_in_a_row: health.failuresInARow,
      timeouts: health.timeouts,
      unhealthy_since: presentInstantOrNull(health.unhealthySince),
      next_try_at: presentInstantOrNull(health.probeAt),
      success_rate: health.sample === 0 ? null : health.successRate,
      sample: Math.round(health.sample * 10) / 10,
    },
    disabled:
      closure === null
        ? null
        : {
            from: presentInstant(closure.from),
            until: presentInstantOrNull(closure.until),
            reason: closure.reason,
          },
  };
}
