import type { Environment } from './environment.ts';

interface Keyed {
  readonly id?: unknown;
  readonly api_keys?: unknown;
}

/** Name of the key that the environment gives, as it is kept who did something. */
const nameOfKey = 'admin';

/**
 * Adds the key of the environment to a merchant of a document, which then needs none of its own.
 *
 * @param report - told when it is not said, or cannot be, which merchant is meant
 */
export function withAdminKey(
  content: unknown,
  { adminApiKey, adminMerchant }: Pick<Environment, 'adminApiKey' | 'adminMerchant'>,
  report: (problem: string) => void = () => {},
): unknown {
  if (adminApiKey === null) {
    if (adminMerchant !== null) report('HANGIL_ADMIN_MERCHANT: names whose HANGIL_ADMIN_API_KEY is, which is not set');
    return content;
  }
  const { merchants } = Object(content) as { readonly merchants?: unknown };
  if (!Array.isArray(merchants)) return content;
  const known = merchants.map((merchant: Keyed | null) => String(merchant?.id));
  const at = adminMerchant === null && known.length === 1 ? 0 : known.indexOf(adminMerchant ?? '');
  if (at === -1) {
    report(`HANGIL_ADMIN_MERCHANT: must name the merchant of HANGIL_ADMIN_API_KEY: ${known.join(', ')}`);
    return content;
  }
  const { api_keys: ownKeys, ...merchant } = Object(merchants[at]) as Keyed;
  const keys = Array.isArray(ownKeys) ? ownKeys : [];
  const keyed = { ...merchant, api_keys: [...keys, { name: nameOfKey, secret: adminApiKey }] };
  return { ...Object(content), merchants: merchants.with(at, keyed) };
}
