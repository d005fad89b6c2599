import type { AccountStatementReading } from '@hangil/engine';
import type { StatementQuery, StatementRow } from '@hangil/ledger';

/** The lines between what the account stood at before and stands at after. */
export async function* statementRows(
  { from, to }: Pick<StatementQuery, 'from' | 'to'>,
  reading: AccountStatementReading,
): AsyncGenerator<StatementRow> {
  for (const totals of reading.openings) yield { type: 'opening', day: from, ...totals };
  for await (const line of reading.lines()) yield { type: 'line', ...line };
  for (const totals of reading.totals()) yield { type: 'closing', day: to, ...totals };
}
