import type { ChannelId, ProviderBank } from '@hangil/core';
import type { BankList } from '@hangil/engine';
import { OpenAPIHono, z } from '@hono/zod-openapi';
import { answerTimestamp, listOf } from '../answer-fields.ts';
import type { AppDependencies } from '../app-dependencies.ts';
import { channelId } from '../fields.ts';
import type { HttpApp, HttpEnvironment } from '../http-environment.ts';
import { presentWholeList } from '../pagination.ts';
import { presentInstantOrNull } from '../present-common.ts';
import { addOperation, type Operation } from '../route.ts';

const bank = z
  .object({
    object: z.literal('bank'),
    provider_bank_id: z.string(),
    name: z.string(),
    bank_code: z.string().nullable().openapi({ description: 'Three-digit KFTC code, where it is certain.' }),
  })
  .openapi('Bank');

const bankList = listOf(bank)
  .extend({
    channel_id: z.string(),
    operation: z.enum(['payment', 'payout']),
    source: z.enum(['live', 'cache', 'shipped']).openapi({
      description: 'Told by the provider now, told by it at `fetched_at`, or the table that came with the adapter.',
    }),
    fetched_at: answerTimestamp.nullable(),
    difference: z
      .object({ only_at_provider: z.array(bank), only_shipped: z.array(bank) })
      .nullable()
      .openapi({ description: 'What the provider and the shipped table disagree about.' }),
  })
  .openapi('BankList');

const listBanks = {
  method: 'get',
  path: '/v1/banks',
  tag: 'Banks',
  summary: 'Banks a channel works with',
  query: z.strictObject({
    operation: z.enum(['payment', 'payout']).default('payout'),
    channel_id: channelId
      .optional()
      .openapi({ description: 'The first channel that offers bank transfers when absent.' }),
  }),
  answer: { status: 200, description: 'All of them.', schema: bankList },
} as const satisfies Operation;

export function bankRoutes({ engine }: AppDependencies): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnvironment>();

  addOperation(app, listBanks, async (c, { query }) => {
    const request = { operation: query.operation, channelId: (query.channel_id ?? null) as ChannelId | null };
    return c.json(presentBankList(await engine.listBanks(c.get('scope'), request)));
  });

  return app;
}

function presentBankList(list: BankList): z.input<typeof bankList> {
  const { banks, difference, fetchedAt, channelId: id, operation, source } = list;
  return {
    ...presentWholeList(banks.map(presentBank)),
    channel_id: id,
    operation,
    source,
    fetched_at: presentInstantOrNull(fetchedAt),
    difference: difference && {
      only_at_provider: difference.onlyAtProvider.map(presentBank),
      only_shipped: difference.onlyShipped.map(presentBank),
    },
  };
}

function presentBank({ providerBankId, name, bankCode }: ProviderBank) {
  return { object: 'bank' as const, provider_bank_id: providerBankId, name, bank_code: bankCode };
}
