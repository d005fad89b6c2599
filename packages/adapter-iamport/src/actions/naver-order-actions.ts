import { z } from 'zod';
import { type ActionSubject, action, type IamportAction } from './action.ts';
import { deliveryCompanies } from './naver-delivery-companies.ts';

const gateways = ['naverco'];
const orderIds = z.array(z.string().min(1).max(80)).min(1).max(100).optional();
const company = z.enum(deliveryCompanies).optional();
const trackingNumber = z.string().min(1).max(80).optional();
const memo = z.string().min(1).max(1000);
const shipping = z.enum(['DELIVERY', 'GDFW_ISSUE_SVC', 'VISIT_RECEIPT', 'DIRECT_DELIVERY', 'QUICK_SVC', 'NOTHING']);
const returning = z.enum(['RETURN_DESIGNATED', 'RETURN_DELIVERY', 'RETURN_INDIVIDUAL']);

/** Of a product order only what says where it stands: names, addresses and options stay at the provider. */
const productOrder = z
  .object({
    product_order_id: z.string(),
    product_order_status: z.string().nullish(),
    claim_type: z.string().nullish(),
    claim_status: z.string().nullish(),
    product_id: z.string().nullish(),
    quantity: z.number().nullish(),
  })
  .transform((order) => ({
    product_order_id: order.product_order_id,
    product_order_status: order.product_order_status ?? null,
    claim_type: order.claim_type ?? null,
    claim_status: order.claim_status ?? null,
    product_id: order.product_id ?? null,
    quantity: order.quantity ?? null,
  }));

/**
 * Acts on product orders of one payment; without `product_order_id` on all. Answered with 200 when all of them worked, 207 when
 * some did, and 500 when none did, which cannot be told from a breakdown.
 */
function onProductOrders<Shape extends z.ZodRawShape>(
  word: string,
  summary: string,
  shape: Shape = {} as Shape,
): IamportAction {
  return action({
    name: `naver_${word.replaceAll('-', '_')}`,
    summary,
    gateways,
    changes: true,
    needs: ['impUid'],
    inputSchema: z.strictObject({ product_order_id: orderIds, ...shape }) as unknown as z.ZodType<
      Record<string, unknown>
    >,
    resultSchema: z.array(productOrder),
    toRequest: (input, { impUid }) => ({
      method: 'POST',
      path: `${pathOf(impUid)}/${word}`,
      body: input,
    }),
  });
}

function pathOf(impUid: ActionSubject['impUid']): string {
  return `/payments/${encodeURIComponent(impUid)}/naver`;
}

/** Naver Pay, order type. */
export const naverOrderActions: readonly IamportAction[] = [
  action({
    name: 'naver_product_orders',
    summary: 'Reads where the product orders of the payment stand.',
    gateways,
    changes: false,
    needs: ['impUid'],
    inputSchema: z.strictObject({}),
    resultSchema: z.array(productOrder),
    toRequest: (_input, { impUid }) => ({ method: 'GET', path: `${pathOf(impUid)}/product-orders` }),
  }),
  action({
    name: 'naver_product_order',
    summary: 'Reads where one product order stands.',
    gateways,
    changes: false,
    needs: [],
    inputSchema: z.strictObject({ product_order_id: z.string().min(1).max(80) }),
    resultSchema: productOrder,
    toRequest: ({ product_order_id }) => ({
      method: 'GET',
      path: `/naver/product-orders/${encodeURIComponent(product_order_id)}`,
    }),
  }),
  onProductOrders('place', 'Confirms that the orders are being prepared.'),
  onProductOrders('ship', 'Reports that goods were sent.', {
    delivery_method: shipping,
    dispatched_at: z.int().min(0),
    delivery_company: company,
    tracking_number: trackingNumber,
  }),
  onProductOrders('ship-exchanged', 'Reports that exchanged goods were sent.', {
    delivery_method: shipping,
    delivery_company: company,
    tracking_number: trackingNumber,
  }),
  onProductOrders('collect-exchanged', 'Reports that goods to be exchanged came back.'),
  onProductOrders('cancel', 'Cancels product orders; money goes back.', {
    reason: z
      .enum([
        'SOLD_OUT',
        'DELAYED_DELIVERY',
        'PRODUCT_UNSATISFIED',
        'INTENT_CHANGED',
        'COLOR_AND_SIZE',
        'WRONG_ORDER',
        'INCORRECT_INFO',
      ])
      .optional(),
  }),
  onProductOrders('approve-cancel', 'Agrees to a cancel that the shopper asked for; money goes back.'),
  onProductOrders('request-return', 'Begins a return.', {
    reason: z
      .enum([
        'INTENT_CHANGED',
        'COLOR_AND_SIZE',
        'WRONG_ORDER',
        'PRODUCT_UNSATISFIED',
        'DELAYED_DELIVERY',
        'SOLD_OUT',
        'DROPPED_DELIVERY',
        'BROKEN',
        'INCORRECT_INFO',
        'WRONG_DELIVERY',
        'WRONG_OPTION',
      ])
      .optional(),
    delivery_method: returning,
    delivery_company: company,
    tracking_number: trackingNumber,
  }),
  onProductOrders('approve-return', 'Agrees to a return; money goes back.', { memo: memo.optional() }),
  onProductOrders('reject-return', 'Refuses a return.', { memo }),
  onProductOrders('withhold-return', 'Puts a return on hold.', {
    reason: z
      .enum([
        'RETURN_DELIVERYFEE',
        'EXTRAFEEE',
        'RETURN_DELIVERYFEE_AND_EXTRAFEEE',
        'RETURN_PRODUCT_NOT_DELIVERED',
        'ETC',
      ])
      .optional(),
    memo,
    extra_charge: z.int().min(0).optional(),
  }),
  onProductOrders('resolve-return', 'Takes a return off hold.'),
];
