import {
  type ChannelId,
  type ProviderAccountId,
  type ProviderAccountSettings,
  type ProviderAdapter,
  type ProviderSettingsError,
  systemClock,
} from '@hangil/core';
import type { SettlementTerms } from '@hangil/ledger';
import { z } from 'zod';
import { providerProblem } from './adapter-schema.ts';
import { type ChannelOptions, readChannelOptions } from './channel-options.ts';
import { type RoutedChannel, toRoutedChannel } from './channel-schema.ts';
import { methodType, type ProviderAccountInYaml, providerAccountSchema } from './hangil-yaml.ts';
import type { ProblemInFile } from './problem-in-file.ts';
import { standInAdapter } from './stand-in-adapter.ts';

/** Finds an adapter by the word of the document. @throws Error saying why it cannot be used */
export type FindAdapter = (name: string) => Promise<ProviderAdapter>;

/** A provider account whose adapter was loaded and accepts its settings. */
export interface ProviderAccountConfiguration {
  readonly adapter: ProviderAdapter;
  readonly settings: Omit<ProviderAccountSettings, 'eventUrl' | 'clock'>;
  /** Of the channels that have terms. */
  readonly settlementTerms: ReadonlyMap<string, SettlementTerms>;
  /** By channel: what the gateway itself reads of its options. */
  readonly channelOptions: ReadonlyMap<ChannelId, ChannelOptions>;
  /** What routing knows of the channels, in their order. */
  readonly routedChannels: readonly RoutedChannel[];
  /** Why a stand-in takes the adapter's place; null = it does not. */
  readonly notLoaded: string | null;
}

const accountsSchema = z.object({
  merchants: z
    .array(z.object({ provider_accounts: z.array(z.unknown()).catch([]) }).catch({ provider_accounts: [] }))
    .catch([]),
});

/** Loads every adapter and lets it look at its settings, also where other parts of the document are wrong. */
export async function readProviderAccounts(content: unknown, findAdapter: FindAdapter) {
  const problems: ProblemInFile[] = [];
  const accounts = new Map<string, ProviderAccountConfiguration>();
  const { merchants } = accountsSchema.safeParse(content).data ?? { merchants: [] };
  for (const [merchant, { provider_accounts }] of merchants.entries()) {
    for (const [index, raw] of provider_accounts.entries()) {
      const path = ['merchants', merchant, 'provider_accounts', index];
      const { data } = providerAccountSchema.safeParse(raw);
      if (data === undefined) continue;
      const account = await readAccount(data, path, findAdapter, problems);
      if (account !== null) accounts.set(data.id, account);
    }
  }
  return { accounts, problems };
}

async function readAccount(
  account: ProviderAccountInYaml,
  path: readonly PropertyKey[],
  findAdapter: FindAdapter,
  problems: ProblemInFile[],
): Promise<ProviderAccountConfiguration | null> {
  const adapter = await findAdapter(account.adapter).catch((error: Error) => error);
  if (adapter instanceof Error) return withoutAdapter(account, path, adapter.message, problems);
  const routedChannels = account.channels.map(toRoutedChannel);
  const configuration = {
    adapter,
    ...toSettings(account, path, problems),
    settlementTerms: termsOf(account),
    routedChannels,
    notLoaded: null,
  };
  const objection = objectionOf(configuration);
  if (objection?.kind === 'broken') return withoutAdapter(account, path, objection.message, problems);
  problems.push(...unsupportedMethods(account, adapter, path));
  if (objection === null) return configuration;
  problems.push({ path: [...path, ...objection.place], message: objection.message });
  return null;
}

/** Refuses the configuration, or lets the rest of it start when the account says so. */
function withoutAdapter(
  account: ProviderAccountInYaml,
  path: readonly PropertyKey[],
  reason: string,
  problems: ProblemInFile[],
): ProviderAccountConfiguration | null {
  if (account.on_broken_adapter === 'skip')
    return {
      adapter: standInAdapter(account),
      ...toSettings(account, path, problems),
      routedChannels: account.channels.map(toRoutedChannel),
      settlementTerms: termsOf(account),
      notLoaded: reason,
    };
  problems.push({ path: [...path, 'adapter'], message: reason });
  return null;
}

function unsupportedMethods(
  { channels }: ProviderAccountInYaml,
  { manifest }: ProviderAdapter,
  path: readonly PropertyKey[],
): ProblemInFile[] {
  return channels.flatMap(({ methods }, channel) =>
    methods.flatMap((word, index) => {
      const { type, payout } = methodType(word);
      const offered = payout ? manifest.payoutMethods : manifest.paymentMethods;
      if (offered.includes(type)) return [];
      return [
        {
          path: [...path, 'channels', channel, 'methods', index],
          message: `${manifest.id} offers ${offered.join(', ') || 'none'}`,
        },
      ];
    }),
  );
}

type Objection =
  | { readonly kind: 'broken'; readonly message: string }
  | { readonly kind: 'setting'; readonly place: readonly PropertyKey[]; readonly message: string };

/** Builds the provider once, only to hear what it says about its settings. */
function objectionOf({ adapter, settings }: ProviderAccountConfiguration): Objection | null {
  try {
    const created = adapter.create({ ...settings, eventUrl: 'http://127.0.0.1/', clock: systemClock });
    const problem = providerProblem(created, adapter.manifest.id);
    if (problem === null) return null;
    return { kind: 'broken', message: `the adapter is broken: it creates no usable provider: ${problem}` };
  } catch (error) {
    if (!isProviderSettingsError(error)) return { kind: 'broken', message: brokenAdapter(error) };
    const message = error.message.replace(`${error.path}: `, '');
    return { kind: 'setting', place: placeOfSetting(error.path, settings), message };
  }
}

/** A message may repeat a credential, so only the kind of the error and its place in the adapter's code are told. */
function brokenAdapter(error: unknown): string {
  const { name = typeof error, stack = '' } = Object(error) as Partial<Error>;
  const place = /^ +(at \S.*:\d+:\d+\)?)$/m.exec(stack)?.[1] ?? 'at an unknown place';
  return `the adapter is broken: it threw ${name} ${place} instead of refusing a setting`;
}

/** By name, because the adapter may come with its own copy of the class. */
function isProviderSettingsError(error: unknown): error is ProviderSettingsError {
  return error instanceof Error && error.name === 'ProviderSettingsError';
}

/** Adapters name a channel by its id, the document by its position. */
function placeOfSetting(settingPath: string, { channels }: ProviderAccountConfiguration['settings']): PropertyKey[] {
  const [first = '', channelId, ...rest] = settingPath.split('.');
  const position = channels.findIndex(({ id }) => id === channelId);
  return first === 'channels' && position >= 0 ? [first, position, ...rest] : settingPath.split('.');
}

function toSettings(
  account: ProviderAccountInYaml,
  path: readonly PropertyKey[],
  problems: ProblemInFile[],
): Pick<ProviderAccountConfiguration, 'settings' | 'channelOptions'> {
  const { id, adapter: _adapter, on_broken_adapter: _onBroken, credentials, options, channels, ...settings } = account;
  const read = channels.map(
    ({ id: channelId, methods, contract: _c, maintenance: _m, fees: _f, settlement: _s, ...given }, index) => {
      const channel = readChannelOptions(given);
      problems.push(...channel.problems.map((each) => ({ ...each, path: [...path, 'channels', index, ...each.path] })));
      return { id: channelId as ChannelId, methods, settings: channel.settings, options: channel.options };
    },
  );
  return {
    settings: {
      id: id as ProviderAccountId,
      settings,
      credentials,
      options,
      channels: read.map(({ options: _, ...channel }) => channel),
    },
    channelOptions: new Map(read.map((channel) => [channel.id, channel.options])),
  };
}

function termsOf({ channels }: ProviderAccountInYaml): ReadonlyMap<string, SettlementTerms> {
  return new Map(
    channels.flatMap(({ id, settlement }) => (settlement === undefined ? [] : [[id, settlement] as const])),
  );
}
