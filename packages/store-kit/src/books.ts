import type { Scope, Store } from '@hangil/engine';

type BookReads = Pick<
  Store,
  'everyJournalEntry' | 'accountDays' | 'accountTotals' | 'payment' | 'refund' | 'refundsOf' | 'payout' | 'backlog'
>;

/** The journal of a database, what its entries are about and what waits, to be read beside the gateways that write it, or from a copy. */
export interface Books extends BookReads {
  /** Books that have entries. */
  scopes(): Promise<readonly Scope[]>;
  close(): Promise<void>;
}
