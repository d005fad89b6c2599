import { z } from '@hono/zod-openapi';
import { listOf } from '../answer-fields.ts';
import { reportMediaTypes } from '../ledger-reports/report-answer.ts';
import type { Operation } from '../route.ts';
import { exportFormats } from './export-book.ts';
import * as schemas from './schemas.ts';

const tag = 'Ledger';

export const listAccounts = {
  method: 'get',
  path: '/v1/ledger/accounts',
  tag,
  summary: 'Every account of the book with its balances',
  answer: { status: 200, description: 'Sorted by code.', schema: listOf(schemas.accountSchema) },
} as const satisfies Operation;

export const getBalance = {
  method: 'get',
  path: '/v1/ledger/accounts/{code}/balance',
  tag,
  summary: 'Balance of an account',
  params: schemas.accountParams,
  query: schemas.balanceQuery,
  answer: { status: 200, description: 'One balance per currency.', schema: schemas.accountBalanceSchema },
} as const satisfies Operation;

export const listPostings = {
  method: 'get',
  path: '/v1/ledger/accounts/{code}/postings',
  tag,
  summary: 'Lines of an account',
  params: schemas.accountParams,
  query: schemas.postingListQuery,
  answer: { status: 200, description: 'Newest first.', schema: listOf(schemas.postingSchema) },
} as const satisfies Operation;

export const listJournalEntries = {
  method: 'get',
  path: '/v1/ledger/journal_entries',
  tag,
  summary: 'List journal entries',
  query: schemas.journalListQuery,
  answer: { status: 200, description: 'Newest first.', schema: listOf(schemas.journalEntrySchema) },
} as const satisfies Operation;

export const getTrialBalance = {
  method: 'get',
  path: '/v1/ledger/trial_balance',
  tag,
  summary: 'Trial balance',
  query: schemas.trialBalanceQuery,
  answer: {
    status: 200,
    description: 'Every account with both sides; the totals are equal.',
    schema: schemas.trialBalanceSchema,
    mediaTypes: reportMediaTypes,
  },
} as const satisfies Operation;

export const verifyLedger = {
  method: 'get',
  path: '/v1/ledger/verify',
  tag,
  summary: 'Prove the book from its entries alone',
  answer: { status: 200, description: 'What was found.', schema: schemas.verificationSchema },
} as const satisfies Operation;

export const exportLedger = {
  method: 'get',
  path: '/v1/ledger/export',
  tag,
  summary: 'The whole book as a file',
  query: schemas.exportQuery,
  answer: {
    status: 200,
    description: 'The posted entries for accounting programs, or every entry for spreadsheets and for checking.',
    schema: z.string(),
    mediaTypes: Object.values(exportFormats).map(({ mediaType }) => mediaType),
  },
} as const satisfies Operation;

export const getOpenItems = {
  method: 'get',
  path: '/v1/ledger/open_items',
  tag,
  summary: 'What clearing accounts wait for, by id and age',
  query: schemas.openItemsQuery,
  answer: {
    status: 200,
    description: 'Every clearing account with what explains its balance; the oldest items first.',
    schema: schemas.openItemsSchema,
    mediaTypes: reportMediaTypes,
  },
} as const satisfies Operation;

export const getDailySummary = {
  method: 'get',
  path: '/v1/ledger/daily_summary',
  tag,
  summary: 'What each day added to each account',
  query: schemas.dailySummaryQuery,
  answer: {
    status: 200,
    description: 'By day, then account. Days are those of Asia/Seoul.',
    schema: schemas.dailySummarySchema,
    mediaTypes: reportMediaTypes,
  },
} as const satisfies Operation;
