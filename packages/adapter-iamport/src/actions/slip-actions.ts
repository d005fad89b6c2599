import { z } from 'zod';
import { action, type IamportAction } from './action.ts';

const text = (charactersMax: number) => z.string().min(1).max(charactersMax).optional();

/** Reports about goods and partners. Amounts in the input are major units, as these two operations are in won. */
export const slipActions: readonly IamportAction[] = [
  action({
    name: 'report_delivery',
    summary: 'Reports a delivery to Paymentwall, which demands it for goods.',
    gateways: ['paymentwall'],
    changes: true,
    needs: ['impUid', 'merchantUid'],
    inputSchema: z.strictObject({
      type: z.enum(['physical', 'digital']),
      status: z.enum(['order_placed', 'order_shipped', 'delivering', 'delivered']),
      carrier_tracking_id: text(64),
      carrier_type: text(64),
      estimated_delivery_datetime: z.int().min(0),
      estimated_update_datetime: z.int().min(0),
      reason: text(64),
      refundable: z.enum(['yes', 'no']),
      details: text(400),
      shipping_address_email: z.email().max(50),
      shipping_address_country: text(40),
      shipping_address_city: text(40),
      shipping_address_zip: text(40),
      shipping_address_state: text(40),
      shipping_address_street: text(40),
      shipping_address_phone: text(40),
      shipping_address_firstname: text(40),
      shipping_address_lastname: text(40),
    }),
    resultSchema: z.unknown().transform(() => null),
    toRequest: (input, { impUid, merchantUid }) => ({
      method: 'POST',
      path: '/paymentwall/delivery',
      body: { imp_uid: impUid, merchant_uid: merchantUid, ...input },
    }),
  }),
  action({
    name: 'partner_slips',
    summary: 'Issues sales slips of partners for parts of the payment.',
    gateways: ['html5_inicis'],
    changes: true,
    needs: ['impUid'],
    inputSchema: z.strictObject({
      slips: z
        .array(
          z.strictObject({
            business_registration_number: z.string().regex(/^\d{10}$/, 'must be 10 digits'),
            company_name: z.string().min(1).max(80),
            amount: z.int().min(1),
            tax_free: z.int().min(0).optional(),
            vat_amount: z.int().min(0).optional(),
          }),
        )
        .min(1)
        .max(100),
    }),
    resultSchema: z.object({ receipt_url: z.string().nullish() }),
    toRequest: ({ slips }, { impUid }) => ({
      method: 'POST',
      path: `/partners/receipts/${encodeURIComponent(impUid)}`,
      body: { data: slips },
    }),
  }),
];
