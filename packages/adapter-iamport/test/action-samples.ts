import type { ConformanceSubject } from '@hangil/adapter-testkit/conformance';

type ActionSamples = NonNullable<NonNullable<ConformanceSubject['services']>['actions']>;

/** PGs that have actions of their own; each is a channel of the account, by its own name. */
export const gatewaysOfActions = ['naverco', 'naverpay', 'payco', 'paymentwall', 'html5_inicis', 'kcp_quick'];

const sentAt = 1_772_600_000;
const shipping = { delivery_method: 'DELIVERY', delivery_company: 'CJGLS', tracking_number: '1' };
const returning = { delivery_method: 'RETURN_DESIGNATED', delivery_company: 'CJGLS', tracking_number: '1' };
const prepaid = { btid: 'b1', cust_ip: '198.51.100.7', code_verifier: 'v' };

/** Product orders of Naver Pay, in the order in which they can follow each other. */
const naverOrders: ActionSamples = {
  naver_product_orders: { input: {} },
  naver_product_order: {
    after: ['naver_product_orders'],
    input: ([orders]) => ({ product_order_id: (orders as { product_order_id: string }[])[0]?.product_order_id }),
  },
  naver_place: { input: {} },
  naver_ship: { input: { ...shipping, dispatched_at: sentAt } },
  naver_collect_exchanged: { input: {}, after: ['naver_ship'] },
  naver_ship_exchanged: { input: shipping, after: ['naver_ship', 'naver_collect_exchanged'] },
  naver_cancel: { input: { reason: 'SOLD_OUT' } },
  // Nobody asks for a cancel in the fake, and what cannot be done to any order is answered with 500.
  naver_approve_cancel: { input: {}, expected: 'unknown' },
  naver_request_return: { input: { reason: 'BROKEN', ...returning }, after: ['naver_ship'] },
  naver_approve_return: { input: { memo: '확인' }, after: ['naver_ship', 'naver_request_return'] },
  naver_reject_return: { input: { memo: '사용 흔적' }, after: ['naver_ship', 'naver_request_return'] },
  naver_withhold_return: {
    input: { reason: 'ETC', memo: '확인 중' },
    after: ['naver_ship', 'naver_request_return'],
  },
  naver_resolve_return: { input: {}, after: ['naver_ship', 'naver_request_return', 'naver_withhold_return'] },
};

const slip = { business_registration_number: '1234567890', company_name: '파트너', amount: 100 };

const others: readonly (readonly [gateway: string, samples: ActionSamples])[] = [
  ['naverco', naverOrders],
  [
    'naverpay',
    {
      naver_points: { input: {} },
      naver_confirm: { input: { requester: 'admin' } },
      naver_cash_amount: { input: {} },
    },
  ],
  ['payco', { payco_order_status: { input: { status: 'DELIVERY_START' } }, payco_balance: { input: {} } }],
  [
    'paymentwall',
    {
      report_delivery: {
        input: {
          type: 'physical',
          status: 'delivered',
          estimated_delivery_datetime: sentAt,
          estimated_update_datetime: sentAt,
          refundable: 'yes',
          shipping_address_email: 'do@example.com',
        },
      },
    },
  ],
  ['html5_inicis', { partner_slips: { input: { slips: [slip] } } }],
  [
    'kcp_quick',
    {
      kcp_quick_prepare: { input: prepaid },
      kcp_quick_change_prepare: { input: prepaid, after: ['kcp_quick_prepare'] },
      kcp_quick_delete_member: {
        input: { member_id: 'm', site_code: 's', partner_type: 'p', partner_subtype: 'q' },
      },
      kcp_quick_release_biometrics: { input: { member_id: 'm' } },
      kcp_quick_delete_autopay: { input: { customer_uid: 'u' } },
    },
  ],
];

/** One for each action, through the channel of its PG. */
export const actionSamples: ActionSamples = Object.fromEntries(
  others.flatMap(([channelId, samples]) =>
    Object.entries(samples).map(([name, sample]) => [name, { ...sample, channelId }]),
  ),
);
