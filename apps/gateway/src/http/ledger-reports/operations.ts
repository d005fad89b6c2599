import { accountParams } from '../ledger/schemas.ts';
import type { Operation } from '../route.ts';
import { reportMediaTypes } from './report-answer.ts';
import * as schemas from './schemas.ts';

const tag = 'Ledger';

export const getStatement = {
  method: 'get',
  path: '/v1/ledger/accounts/{code}/statement',
  tag,
  summary: 'Statement of an account: opening balance, every line with the balance behind it, closing balance',
  params: accountParams,
  query: schemas.statementQuery,
  answer: {
    status: 200,
    description: 'By day, in a day in the order of the book. Made while it is sent.',
    schema: schemas.accountStatementSchema,
    mediaTypes: reportMediaTypes,
  },
} as const satisfies Operation;

export const getDailySales = {
  method: 'get',
  path: '/v1/ledger/daily_sales',
  tag,
  summary: 'Sales, refunds and fees by day, provider, channel and method',
  query: schemas.dailySalesQuery,
  answer: { status: 200, description: 'By day.', schema: schemas.dailySalesSchema, mediaTypes: reportMediaTypes },
} as const satisfies Operation;

export const getVatReport = {
  method: 'get',
  path: '/v1/ledger/vat_report',
  tag,
  summary: 'VAT on sales, refunds and fees',
  query: schemas.vatQuery,
  answer: { status: 200, description: 'By day.', schema: schemas.vatReportSchema, mediaTypes: reportMediaTypes },
} as const satisfies Operation;

export const getFeeReport = {
  method: 'get',
  path: '/v1/ledger/fee_report',
  tag,
  summary: 'Fees as booked beside what was agreed, by provider account, channel and method',
  query: schemas.feesQuery,
  answer: {
    status: 200,
    description: 'Of what was settled and charged in these days.',
    schema: schemas.feeReportSchema,
    mediaTypes: reportMediaTypes,
  },
} as const satisfies Operation;
