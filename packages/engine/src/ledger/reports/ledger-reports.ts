import type { DailySales, FeeRow, StatementQuery, VatRow } from '@hangil/ledger';
import type { EngineDependencies } from '../../engine-dependencies.ts';
import type { Scope } from '../../store/records.ts';
import { type AccountStatementReading, readAccountStatement } from './account-statement.ts';
import { readFeeReport } from './fee-report.ts';
import type { DayRange } from './report-reads.ts';
import { readDailySales, readVatReport, type VatBasis } from './sales-reports.ts';

/** What finance people read. Days are those of the books, first and last included; memory grows with days and channels, not with payments. */
export interface LedgerReports {
  accountStatement(scope: Scope, query: StatementQuery): Promise<AccountStatementReading>;
  dailySales(scope: Scope, range: DayRange): Promise<readonly DailySales[]>;
  vat(scope: Scope, query: DayRange & { readonly basis: VatBasis }): Promise<readonly VatRow[]>;
  fees(scope: Scope, range: DayRange): Promise<readonly FeeRow[]>;
}

export function createLedgerReports({ store, directory }: EngineDependencies): LedgerReports {
  return {
    accountStatement: (scope, query) => readAccountStatement(store, scope, query),
    dailySales: (scope, range) => readDailySales(store, scope, range),
    vat: (scope, query) => readVatReport(store, scope, query),
    fees: (scope, range) => readFeeReport(store, scope, range, directory.merchant(scope.merchantId)?.channels ?? []),
  };
}
