import { type AccountDay, dailySummaryColumns, openItemColumns, trialBalanceColumns } from '@hangil/ledger';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { AppDependencies } from '../app-dependencies.ts';
import type { HttpApp, HttpEnvironment } from '../http-environment.ts';
import { tableAnswer } from '../ledger-reports/report-answer.ts';
import { presentPage, presentWholeList, toPageRequest } from '../pagination.ts';
import { addOperation } from '../route.ts';
import { streamAnswer } from '../stream-answer.ts';
import { accountCode } from './account-code.ts';
import { exportBook, exportFormats } from './export-book.ts';
import * as operations from './operations.ts';
import {
  presentAccounts,
  presentBalance,
  presentDailySummary,
  presentJournalEntry,
  presentOpenItems,
  presentPosting,
  presentTrialBalance,
} from './present-ledger.ts';

export function ledgerRoutes({ engine, store }: AppDependencies): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnvironment>();

  addOperation(app, operations.listAccounts, async (c) =>
    c.json(presentWholeList(presentAccounts(await store.accountTotals(c.get('scope'), {})))),
  );

  addOperation(app, operations.getBalance, async (c, { params, query }) => {
    const account = accountCode(params.code);
    const point = { at: query.at, recordedAt: query.recorded_at, layer: query.layer };
    return c.json(presentBalance(account, point, await store.accountTotals(c.get('scope'), { account, ...point })));
  });

  addOperation(app, operations.listPostings, async (c, { params, query }) => {
    const page = await store.postings(c.get('scope'), accountCode(params.code), toPageRequest(query));
    return c.json(presentPage(page, presentPosting, ({ entryId }) => entryId));
  });

  addOperation(app, operations.listJournalEntries, async (c, { query }) => {
    const filter = {
      paymentId: query.payment_id,
      refundId: query.refund_id,
      payoutId: query.payout_id,
      caseId: query.case_id,
      settlementId: query.settlement_id,
    };
    const page = await store.journalEntries(c.get('scope'), filter, toPageRequest(query));
    return c.json(presentPage(page, presentJournalEntry, ({ id }) => id));
  });

  addOperation(app, operations.getTrialBalance, async (c, { query }) => {
    const point = { at: query.at, recordedAt: query.recorded_at, layer: query.layer };
    const rows = await store.accountTotals(c.get('scope'), point);
    if (query.format === 'json') return c.json(presentTrialBalance(point, rows));
    return tableAnswer(c, query.format, { name: 'trial_balance', columns: trialBalanceColumns, rows });
  });

  addOperation(app, operations.getOpenItems, async (c, { query: { day, account, format } }) => {
    const report = await engine.openItems(c.get('scope'), {
      ...(day === undefined ? {} : { day }),
      ...(account === undefined ? {} : { account: accountCode(account) }),
    });
    if (format === 'json') return c.json(presentOpenItems(report));
    return tableAnswer(c, format, { name: 'open_items', columns: openItemColumns(report.at), rows: report.items });
  });

  addOperation(app, operations.getDailySummary, async (c, { query: { from, to, account, format } }) => {
    const filter = { from, to, ...(account === undefined ? {} : { account: accountCode(account) }) };
    const { days } = await store.accountDays(c.get('scope'), filter);
    const rows = days.toSorted(byDay);
    if (format === 'json') return c.json(presentDailySummary({ from, to }, rows));
    return tableAnswer(c, format, { name: 'daily_summary', columns: dailySummaryColumns, rows });
  });

  addOperation(app, operations.exportLedger, async (c, { query: { format } }) => {
    const { mediaType, fileName } = exportFormats[format];
    return streamAnswer(c, await exportBook(store, c.get('scope'), format), { mediaType, fileName });
  });

  addOperation(app, operations.verifyLedger, async (c) => {
    const { journalEntries, headHash, problems } = await engine.verifyLedger(c.get('scope'));
    return c.json({
      object: 'ledger_verification',
      ok: problems.length === 0,
      journal_entries: journalEntries,
      head_hash: headHash,
      problems: problems.map(({ code, detail, entryId }) => ({ code, detail, journal_entry_id: entryId })),
    });
  });

  return app;
}

/** The days of the store are by account first. */
function byDay(left: AccountDay, right: AccountDay): number {
  return left.day < right.day ? -1 : left.day > right.day ? 1 : 0;
}
