import {
  type BankListPort,
  type ChannelId,
  hourMs,
  minuteMs,
  PaymentGatewayError,
  type ProviderBank,
} from '@hangil/core';
import type { Channel } from '../directory.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { ask } from '../payment/ask-provider.ts';
import type { Scope } from '../store/records.ts';

/** Which banks a channel works with, and how sure that is. */
export interface BankList {
  readonly channelId: ChannelId;
  readonly operation: BankOperation;
  readonly banks: readonly ProviderBank[];
  /** `live` = told by the provider just now; `cache` = told by it at `fetchedAt`; `shipped` = the table that came with the adapter. */
  readonly source: 'live' | 'cache' | 'shipped';
  readonly fetchedAt: Date | null;
  /** What the provider and the shipped table disagree about; null while only one of them is known. */
  readonly difference: {
    readonly onlyAtProvider: readonly ProviderBank[];
    readonly onlyShipped: readonly ProviderBank[];
  } | null;
}

export type BankOperation = 'payment' | 'payout';

export type ListBanks = (
  scope: Scope,
  request: { readonly operation: BankOperation; readonly channelId: ChannelId | null },
) => Promise<BankList>;

/** How long a list is given again without asking. */
const freshMs = hourMs;
/** After a question that failed the provider is left alone this long. */
const retryMs = minuteMs;

interface Known {
  readonly banks: readonly ProviderBank[] | null;
  readonly fetchedAt: Date | null;
  readonly askAgainAt: Date;
}

/** Asks the provider at most once an hour; when it does not answer, its last list stands in, and before the first the shipped one. */
export function makeListBanks(dependencies: EngineDependencies): ListBanks {
  const known = new Map<string, Known>();

  return async (scope, { operation, channelId }) => {
    const { channel, port } = channelWithBanks(dependencies, scope, operation, channelId);
    const key = `${channel.id} ${operation}`;
    const before = known.get(key);
    const now = dependencies.clock.now();
    if (before !== undefined && before.askAgainAt > now) return shown(channel, operation, port, before, 'cache');
    const answer = await ask(dependencies, 'banks.fetch', () => port.fetch({ channelId: channel.id, operation }, {}));
    const after =
      answer.kind === 'banks'
        ? { banks: answer.banks, fetchedAt: now, askAgainAt: new Date(now.getTime() + freshMs) }
        : { banks: null, fetchedAt: null, ...before, askAgainAt: new Date(now.getTime() + retryMs) };
    known.set(key, after);
    return shown(channel, operation, port, after, answer.kind === 'banks' ? 'live' : 'cache');
  };
}

function channelWithBanks(
  { directory }: EngineDependencies,
  scope: Scope,
  operation: BankOperation,
  channelId: ChannelId | null,
): { readonly channel: Channel; readonly port: BankListPort } {
  const method = operation === 'payout' ? 'payout/bank_transfer' : 'bank_transfer';
  const channels = directory.merchant(scope.merchantId)?.channels ?? [];
  for (const channel of channels) {
    const port = directory.provider(channel.providerAccountId)?.banks;
    const isAsked = channelId === null ? channel.methods.includes(method) : channel.id === channelId;
    if (isAsked && port !== undefined) return { channel, port };
  }
  throw new PaymentGatewayError('no_eligible_channel', {
    ...(channelId === null ? {} : { param: 'channel_id' }),
    detail: `${channelId ?? `No channel that offers ${method}`} has no list of banks.`,
  });
}

function shown(
  { id }: Channel,
  operation: BankOperation,
  { shipped }: BankListPort,
  { banks, fetchedAt }: Known,
  source: 'live' | 'cache',
): BankList {
  const list = { channelId: id, operation, fetchedAt };
  if (banks === null) return { ...list, banks: shipped, source: 'shipped', difference: null };
  const without = (list: readonly ProviderBank[], other: readonly ProviderBank[]) =>
    list.filter((bank) => !other.some(({ providerBankId }) => providerBankId === bank.providerBankId));
  const difference = { onlyAtProvider: without(banks, shipped), onlyShipped: without(shipped, banks) };
  return { ...list, banks, source, difference };
}
