import { z } from 'zod';
import { action, type IamportAction } from './action.ts';

const nothing = z.strictObject({});
const figure = z.number().nullish();
const parts = z.object({ tax_free: figure, supply: figure, vat: figure, service: figure }).nullish();

/** Naver Pay (payment type), PAYCO and KCP QuickPay. Amounts in results are major units, as the provider tells them. */
export const walletActions: readonly IamportAction[] = [
  action({
    name: 'naver_points',
    summary: 'Gives the shopper the points of this purchase.',
    gateways: ['naverpay'],
    changes: true,
    needs: ['impUid'],
    inputSchema: nothing,
    resultSchema: z.unknown().transform(() => null),
    toRequest: (_input, { impUid }) => ({
      method: 'POST',
      path: `/payments/${encodeURIComponent(impUid)}/naver/point`,
      body: {},
    }),
  }),
  action({
    name: 'naver_confirm',
    summary: 'Confirms the purchase of an escrow payment.',
    gateways: ['naverpay'],
    changes: true,
    needs: ['impUid'],
    inputSchema: z.strictObject({ requester: z.enum(['customer', 'admin']).optional() }),
    resultSchema: z.unknown().transform(() => null),
    toRequest: (input, { impUid }) => ({
      method: 'POST',
      path: `/payments/${encodeURIComponent(impUid)}/naver/confirm`,
      body: input,
    }),
  }),
  action({
    name: 'naver_cash_amount',
    summary: 'Reads how much of the payment a cash receipt may be issued for.',
    gateways: ['naverpay'],
    changes: false,
    needs: ['impUid'],
    inputSchema: nothing,
    resultSchema: z.object({
      amount_total: figure,
      amount_by_npoint: figure,
      amount_by_primary: figure,
      amount_supply: figure,
      amount_vat: figure,
    }),
    toRequest: (_input, { impUid }) => ({
      method: 'GET',
      path: `/payments/${encodeURIComponent(impUid)}/naver/cash-amount`,
    }),
  }),
  action({
    name: 'payco_order_status',
    summary: 'Tells PAYCO where the order stands.',
    gateways: ['payco'],
    changes: true,
    needs: ['impUid'],
    inputSchema: z.strictObject({ status: z.enum(['DELIVERY_START', 'PURCHASE_DECISION', 'CANCELED']) }),
    resultSchema: z.object({ status: z.string().nullish() }),
    toRequest: (input, { impUid }) => ({
      method: 'POST',
      path: `/payco/orders/status/${encodeURIComponent(impUid)}`,
      body: input,
    }),
  }),
  action({
    name: 'payco_balance',
    summary: 'Reads the parts of what is left of the payment.',
    gateways: ['payco'],
    changes: false,
    needs: ['impUid'],
    inputSchema: nothing,
    resultSchema: z.object({ amount: figure, cash_receipt: parts, primary: parts, secondary: parts, discount: parts }),
    toRequest: (_input, { impUid }) => ({ method: 'GET', path: `/payments/${encodeURIComponent(impUid)}/balance` }),
  }),
];
