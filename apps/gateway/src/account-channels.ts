import { type AccountChannel, type Clock, minuteMs, type ProviderAccountId, secondMs } from '@hangil/core';
import type { Channel, Directory } from '@hangil/engine';

/** What an account at a provider was last seen to have. */
export interface SeenAccount {
  readonly accountId: ProviderAccountId;
  readonly channels: readonly AccountChannel[];
  readonly seenAt: Date;
}

export interface AccountChannels {
  /** By account, for those whose provider tells. One that does not answer in time is told as it was last seen, or left out. */
  of(channels: readonly Channel[]): Promise<ReadonlyMap<ProviderAccountId, SeenAccount>>;
}

/** Contracts change by hand and rarely. */
const freshMs = 10 * minuteMs;
/** A list for people does not wait longer than this for a provider. */
const patienceMs = 3 * secondMs;
/** A provider that did not answer is not waited for at every look. */
const retryMs = minuteMs;

/** Asks each provider what its account really has, at most once at a time and not again while the answer is fresh. */
export function createAccountChannels(directory: Directory, clock: Clock): AccountChannels {
  const seen = new Map<ProviderAccountId, SeenAccount>();
  const askAgainAt = new Map<ProviderAccountId, number>();
  const asking = new Map<ProviderAccountId, Promise<void>>();

  async function look(accountId: ProviderAccountId): Promise<void> {
    const answer = await directory
      .provider(accountId)
      ?.accountChannels?.list({ signal: AbortSignal.timeout(patienceMs) })
      .catch(() => undefined);
    const now = clock.now();
    if (answer?.kind === 'channels') seen.set(accountId, { accountId, channels: answer.channels, seenAt: now });
    askAgainAt.set(accountId, now.getTime() + (answer?.kind === 'channels' ? freshMs : retryMs));
  }

  async function refresh(accountId: ProviderAccountId): Promise<void> {
    if (clock.now().getTime() < (askAgainAt.get(accountId) ?? 0)) return;
    const looking = asking.get(accountId) ?? look(accountId).finally(() => asking.delete(accountId));
    asking.set(accountId, looking);
    await looking;
  }

  return {
    async of(channels) {
      const accountIds = [...new Set(channels.map(({ providerAccountId }) => providerAccountId))];
      await Promise.all(accountIds.map(refresh));
      return new Map(accountIds.flatMap((id) => (seen.has(id) ? [[id, seen.get(id) as SeenAccount] as const] : [])));
    },
  };
}
