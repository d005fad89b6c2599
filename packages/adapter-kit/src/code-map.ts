/** What a provider calls a bank, a card company, a wallet, and what we call it. */
export interface CodeMap {
  /** Our code for the provider's, or null for one that is not in the table: keep the provider's word then. */
  toOurs(providerCode: string): string | null;
  /** The provider's code for ours, or null when it has none. */
  toProviders(ourCode: string): string | null;
}

/**
 * A table of codes, read in both directions. Two codes of the provider may mean the same; then the first is sent.
 *
 * @param rows - `[providerCode, ourCode]`; bank codes of ours are the three digits of KFTC
 * @throws RangeError when a code of the provider stands there twice
 */
export function codeMap(rows: readonly (readonly [providerCode: string, ourCode: string])[]): CodeMap {
  const ours = new Map(rows);
  if (ours.size < rows.length) throw new RangeError('a code of the provider stands in the table twice');
  const providers = new Map([...rows].reverse().map(([providerCode, ourCode]) => [ourCode, providerCode]));
  return {
    toOurs: (providerCode) => ours.get(providerCode) ?? null,
    toProviders: (ourCode) => providers.get(ourCode) ?? null,
  };
}
