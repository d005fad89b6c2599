import { z } from '@hono/zod-openapi';
import { listOf } from '../answer-fields.ts';
import type { Operation } from '../route.ts';
import { cashReceiptListQuery, cashReceiptSchema, issueCashReceiptSchema } from './schemas.ts';

const tag = 'Cash receipts';
const params = z.object({ id: z.string() });
const receipt = { status: 200, description: 'The cash receipt.', schema: cashReceiptSchema } as const;
const notDone = {
  502: 'Nothing happened at the provider.',
  504: 'The outcome is not known yet; `resource` carries the cash receipt.',
} as const;

export const issueCashReceipt = {
  method: 'post',
  path: '/v1/cash_receipts',
  tag,
  summary: 'Issue a cash receipt (현금영수증) for a payment or for a sale outside',
  body: issueCashReceiptSchema,
  answer: { ...receipt, status: 201, description: 'The cash receipt. A decline is one with status `failed`.' },
  problems: {
    409: 'Not paid, not in cash, more than is left, or there is a receipt already.',
    422: 'No channel offers it, or the channel needs something else.',
    ...notDone,
  },
} as const satisfies Operation;

export const listCashReceipts = {
  method: 'get',
  path: '/v1/cash_receipts',
  tag,
  summary: 'List cash receipts',
  query: cashReceiptListQuery,
  answer: { status: 200, description: 'Newest first.', schema: listOf(cashReceiptSchema) },
} as const satisfies Operation;

export const getCashReceipt = {
  method: 'get',
  path: '/v1/cash_receipts/{id}',
  tag,
  summary: 'Get a cash receipt',
  params,
  answer: receipt,
} as const satisfies Operation;

export const cancelCashReceipt = {
  method: 'post',
  path: '/v1/cash_receipts/{id}/cancel',
  tag,
  summary: 'Cancel a cash receipt',
  params,
  answer: receipt,
  problems: { 409: 'It is not issued.', ...notDone },
} as const satisfies Operation;
