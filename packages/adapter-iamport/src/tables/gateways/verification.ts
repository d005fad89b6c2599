import type { GatewayRow } from './gateway-row.ts';

/** Named by the provider, without payments of their own. */
export const verification: readonly GatewayRow[] = [
  {
    code: 'kcp_v2',
    name: 'NHN KCP (identity verification)',
    status: 'current',
    kind: 'certification',
    payMethods: '',
    currencies: null,
    window: { billingKey: null, issueAndPay: null, virtualAccount: null, escrow: null, keyIn: null },
    api: 'identity_window identity_api',
    orderId: { maxLength: 40, lettersAndDigitsOnly: true },
    notes: ['Needs a channel key.'],
    source: 'API description and PG page',
    asOf: '2026-08-06',
  },
  {
    code: 'inicis_unified',
    name: 'KG Inicis (identity verification)',
    status: 'current',
    kind: 'certification',
    payMethods: '',
    currencies: null,
    window: { billingKey: null, issueAndPay: null, virtualAccount: null, escrow: null, keyIn: null },
    api: 'identity_window',
    source: 'API description and PG page',
    asOf: '2026-08-06',
  },
  {
    code: 'settle_firm',
    name: 'Hecto Financial firm banking',
    status: 'legacy',
    kind: 'pg',
    payMethods: null,
    currencies: null,
    window: { billingKey: null, issueAndPay: null, virtualAccount: null, escrow: null, keyIn: null },
    api: '',
    notes: ['Only named in the API description.'],
    source: 'API description',
    asOf: '2026-08-06',
  },
];
