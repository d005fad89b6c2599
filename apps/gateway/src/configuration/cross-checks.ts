import type { ChannelId } from '@hangil/core';
import { routingProblems } from '@hangil/engine';
import { z } from 'zod';
import type { ProblemInFile } from './problem-in-file.ts';
import { routingRulesSchema } from './routing-schema.ts';

/** The ids and references of a document, read without complaint, so that they are checked even where other things are wrong. */
const text = z.string().catch('');
function list<Item extends z.ZodType>(item: Item) {
  return z.array(item).catch([]);
}

const skeletonSchema = z.object({
  merchants: list(
    z.looseObject({
      id: text,
      api_keys: list(z.looseObject({ secret: text })),
      webhook_endpoints: list(z.looseObject({ url: text })),
      provider_accounts: list(
        z.looseObject({ id: text, channels: list(z.looseObject({ id: text, methods: list(text) })) }),
      ),
      routing: z.unknown().optional(),
    }),
  ),
});

type Skeleton = z.output<typeof skeletonSchema>;
type Named = readonly [path: readonly PropertyKey[], name: string];

/** What must be unique over the whole file, and references that lead nowhere. */
export function crossCheck(content: unknown): ProblemInFile[] {
  const skeleton = skeletonSchema.safeParse(content).data ?? { merchants: [] };
  return [
    ...repeated(merchantIds(skeleton), 'another merchant has this id'),
    ...repeated(apiKeySecrets(skeleton), 'another API key has this secret'),
    ...repeated(accountIds(skeleton), 'another provider account has this id'),
    ...repeated(channelIds(skeleton), 'another channel has this id; channel ids are part of ledger accounts'),
    ...skeleton.merchants.flatMap(repeatedWebhookUrls),
    ...problemsOfRouting(skeleton),
  ];
}

function repeated(named: readonly Named[], message: string): ProblemInFile[] {
  const seen = new Set<string>();
  return named.flatMap(([path, name]) => {
    if (name === '' || !seen.has(name)) {
      seen.add(name);
      return [];
    }
    return [{ path, message }];
  });
}

function merchantIds({ merchants }: Skeleton): Named[] {
  return merchants.map(({ id }, merchant) => [['merchants', merchant, 'id'], id]);
}

function apiKeySecrets({ merchants }: Skeleton): Named[] {
  return merchants.flatMap(({ api_keys }, merchant) =>
    api_keys.map(({ secret }, key): Named => [['merchants', merchant, 'api_keys', key, 'secret'], secret]),
  );
}

function repeatedWebhookUrls({ webhook_endpoints }: Skeleton['merchants'][number], merchant: number): ProblemInFile[] {
  const urls = webhook_endpoints.map(
    ({ url }, index): Named => [['merchants', merchant, 'webhook_endpoints', index, 'url'], url],
  );
  return repeated(urls, 'another webhook endpoint of this merchant has this url');
}

function accountIds({ merchants }: Skeleton): Named[] {
  return merchants.flatMap(({ provider_accounts }, merchant) =>
    provider_accounts.map(
      ({ id }, account): Named => [['merchants', merchant, 'provider_accounts', account, 'id'], id],
    ),
  );
}

function channelIds({ merchants }: Skeleton): Named[] {
  return merchants.flatMap(({ provider_accounts }, merchant) =>
    provider_accounts.flatMap(({ channels }, account) =>
      channels.map(
        ({ id }, channel): Named => [
          ['merchants', merchant, 'provider_accounts', account, 'channels', channel, 'id'],
          id,
        ],
      ),
    ),
  );
}

/** Rules that are wrong by themselves, or name what is not there. Where their shape is wrong, only unknown channels are looked for. */
function problemsOfRouting({ merchants }: Skeleton): ProblemInFile[] {
  return merchants.flatMap(({ provider_accounts, routing }, merchant) => {
    const channels = provider_accounts.flatMap((account) =>
      account.channels.map(({ id, methods }) => ({ id: id as ChannelId, methods })),
    );
    const whole = routingRulesSchema.safeParse(routing ?? {});
    const problems = whole.success
      ? routingProblems(whole.data, channels)
      : unknownChannels(routing, new Set(channels.map(({ id }) => id)));
    return problems.map(({ path, message }) => ({ path: ['merchants', merchant, 'routing', ...path], message }));
  });
}

const referencesSchema = z.object({
  rules: list(z.looseObject({ use: list(text), split: list(z.looseObject({ channel: text })) })),
  default: list(text),
});

function unknownChannels(routing: unknown, known: ReadonlySet<string>): ProblemInFile[] {
  const { rules, default: fallback } = referencesSchema.safeParse(routing).data ?? { rules: [], default: [] };
  const references: Named[] = [
    ...rules.flatMap(({ use, split }, rule): Named[] => [
      ...use.map((id, index): Named => [['rules', rule, 'use', index], id]),
      ...split.map(({ channel }, index): Named => [['rules', rule, 'split', index, 'channel'], channel]),
    ]),
    ...fallback.map((id, index): Named => [['default', index], id]),
  ];
  return references
    .filter(([, id]) => id !== '' && !known.has(id))
    .map(([path]) => ({ path, message: 'no channel of this merchant has this id' }));
}
