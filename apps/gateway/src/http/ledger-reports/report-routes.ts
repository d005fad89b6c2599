import { currencyCode } from '@hangil/core';
import type { AccountStatementReading } from '@hangil/engine';
import { dailySalesColumns, feeColumns, type StatementQuery, statementColumns, vatColumns } from '@hangil/ledger';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { AppDependencies } from '../app-dependencies.ts';
import type { HttpApp, HttpEnvironment } from '../http-environment.ts';
import { accountCode } from '../ledger/account-code.ts';
import { addOperation } from '../route.ts';
import * as operations from './operations.ts';
import {
  presentDailySales,
  presentFeeReport,
  presentStatementHead,
  presentStatementLine,
  presentStatementTotals,
  presentVatReport,
} from './present-report.ts';
import { listAnswer, tableAnswer } from './report-answer.ts';
import { statementRows } from './statement-rows.ts';

export function ledgerReportRoutes({ engine }: AppDependencies): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnvironment>();

  addOperation(app, operations.getStatement, async (c, { params, query }) => {
    const { format, layer, from, to, currency } = query;
    const asked: StatementQuery = {
      account: accountCode(params.code),
      layer,
      from,
      to,
      ...(currency === undefined ? {} : { currency: currencyCode(currency) }),
    };
    const reading = await engine.reports.accountStatement(c.get('scope'), asked);
    if (format !== 'json')
      return tableAnswer(c, format, {
        name: 'account_statement',
        columns: statementColumns,
        rows: statementRows(asked, reading),
      });
    return listAnswer(c, presentStatementHead(asked), presentedLines(reading), () =>
      presentStatementTotals(reading.totals()),
    );
  });

  addOperation(app, operations.getDailySales, async (c, { query }) => {
    const rows = await engine.reports.dailySales(c.get('scope'), query);
    if (query.format === 'json') return c.json(presentDailySales(query, rows));
    return tableAnswer(c, query.format, { name: 'daily_sales', columns: dailySalesColumns, rows });
  });

  addOperation(app, operations.getVatReport, async (c, { query }) => {
    const rows = await engine.reports.vat(c.get('scope'), query);
    if (query.format === 'json') return c.json(presentVatReport(query, rows));
    return tableAnswer(c, query.format, { name: 'vat_report', columns: vatColumns, rows });
  });

  addOperation(app, operations.getFeeReport, async (c, { query }) => {
    const rows = await engine.reports.fees(c.get('scope'), query);
    if (query.format === 'json') return c.json(presentFeeReport(query, rows));
    return tableAnswer(c, query.format, { name: 'fee_report', columns: feeColumns, rows });
  });

  return app;
}

async function* presentedLines(reading: AccountStatementReading) {
  for await (const line of reading.lines()) yield presentStatementLine(line);
}
