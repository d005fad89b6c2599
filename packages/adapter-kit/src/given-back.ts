/** One entry of a provider's list of what it has given back of a payment. */
export interface GivenBack {
  readonly amountMinor: number;
  /** Null = not told; such an entry comes first. */
  readonly at: Date | null;
}

/**
 * The entry that began when exactly so much had been given back before. It tells refunds apart where the provider keeps no name of
 * ours with them; whether it gave back what was asked is to be compared.
 */
export function givenBackAfter<Entry extends GivenBack>(
  entries: readonly Entry[],
  returnedBeforeMinor: number,
): Entry | null {
  let returnedMinor = 0;
  for (const entry of entries.toSorted((left, right) => timeOf(left) - timeOf(right))) {
    if (returnedMinor === returnedBeforeMinor) return entry;
    returnedMinor += entry.amountMinor;
  }
  return null;
}

function timeOf({ at }: GivenBack): number {
  return at?.getTime() ?? 0;
}
