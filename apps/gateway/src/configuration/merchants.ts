import type { MerchantId } from '@hangil/core';
import type { RoutingRules, Scope } from '@hangil/engine';
import { hashApiKey, isLiveKey, type KnownApiKey } from '../http/authentication.ts';
import { crossCheck } from './cross-checks.ts';
import { hangilYamlSchema, type MerchantInYaml } from './hangil-yaml.ts';
import { type ProblemInFile, toProblems } from './problem-in-file.ts';
import { type FindAdapter, type ProviderAccountConfiguration, readProviderAccounts } from './provider-accounts.ts';

export interface MerchantConfiguration {
  readonly id: MerchantId;
  readonly name: string;
  readonly apiKeys: readonly KnownApiKey[];
  readonly providerAccounts: readonly ProviderAccountConfiguration[];
  readonly webhookEndpoints: readonly {
    readonly url: string;
    readonly secret: string;
    readonly events: readonly string[];
  }[];
  /** Asked before a provider that asks takes the money; null = nobody is asked. */
  readonly approvalHook: { readonly url: string; readonly secret: string } | null;
  readonly routing: RoutingRules;
}

/** The books that these merchants can write to: one for each mode they have a key for. */
export function booksOf(merchants: readonly MerchantConfiguration[]): Scope[] {
  return merchants.flatMap(({ id: merchantId, apiKeys }) =>
    [...new Set(apiKeys.map(({ livemode }) => livemode))].map((livemode) => ({ merchantId, livemode })),
  );
}

/** Checks the content of a configuration document whole: shape, references, adapters and what each adapter says of its settings. */
export async function readMerchants(
  content: unknown,
  findAdapter: FindAdapter,
): Promise<{ readonly merchants: readonly MerchantConfiguration[]; readonly problems: readonly ProblemInFile[] }> {
  const shape = hangilYamlSchema.safeParse(content);
  const { accounts, problems: accountProblems } = await readProviderAccounts(content, findAdapter);
  const problems = [...toProblems(shape.error?.issues ?? []), ...crossCheck(content), ...accountProblems];
  if (!shape.success || problems.length > 0) return { merchants: [], problems };
  return { merchants: shape.data.merchants.map((merchant) => toMerchant(merchant, accounts)), problems };
}

function toMerchant(
  merchant: MerchantInYaml,
  accounts: ReadonlyMap<string, ProviderAccountConfiguration>,
): MerchantConfiguration {
  const id = merchant.id as MerchantId;
  return {
    id,
    name: merchant.name,
    apiKeys: merchant.api_keys.map(({ name, secret }) => ({
      name,
      secretHash: hashApiKey(secret),
      merchantId: id,
      livemode: isLiveKey(secret),
    })),
    providerAccounts: merchant.provider_accounts.flatMap((account) => accounts.get(account.id) ?? []),
    webhookEndpoints: merchant.webhook_endpoints,
    approvalHook: merchant.approval_hook ?? null,
    routing: merchant.routing,
  };
}
