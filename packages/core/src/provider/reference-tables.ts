import type { BilingualText } from '../payment/next-action.ts';

/** One institution or courier under the code of our API, with what a provider calls it. */
export interface ReferenceRow {
  readonly code: string;
  readonly name: BilingualText;
  /** The codes of the provider and of the PGs behind it; `pg` null = the provider's own. */
  readonly providerCodes: readonly { readonly pg: string | null; readonly code: string }[];
}

export interface ReferenceTable {
  readonly rows: readonly ReferenceRow[];
  /** Where the table is from, in words. */
  readonly source: string;
  /** `YYYY-MM-DD` of the source. */
  readonly asOf: string;
}

/** Codes that a provider uses, as data. Left out = the provider has none of its own. */
export interface ReferenceTables {
  /** By three-digit KFTC code. */
  readonly banks?: ReferenceTable;
  /** Card companies by KFTC code. */
  readonly cards?: ReferenceTable;
  /** By our courier words. */
  readonly couriers?: ReferenceTable;
}
