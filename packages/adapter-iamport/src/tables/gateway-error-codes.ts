import type { DeclineReason } from '@hangil/core';

interface CodeTable {
  readonly gateways: readonly string[];
  readonly source: string;
  /** `YYYY-MM-DD` on which the source was read. */
  readonly asOf: string;
  readonly reasons: Readonly<Record<string, DeclineReason>>;
}

/**
 * Codes of PGs that publish them where they can be read as text: the common declines, nothing that is not a decline. PGs that
 * publish theirs as spreadsheets or not at all (KCP, Inicis, KakaoPay, Mobilians) are understood by their sentences.
 */
const tables: readonly CodeTable[] = [
  {
    gateways: ['tosspayments', 'uplus', 'toss_brandpay'],
    source: "the PG's list of error codes",
    asOf: '2026-11-25',
    reasons: {
      ALREADY_PROCESSED_PAYMENT: 'duplicate',
      BELOW_MINIMUM_AMOUNT: 'amount_not_allowed',
      EXCEED_MAX_AUTH_COUNT: 'authentication_failed',
      EXCEED_MAX_CARD_INSTALLMENT_PLAN: 'invalid_request',
      EXCEED_MAX_DAILY_PAYMENT_COUNT: 'limit_exceeded',
      EXCEED_MAX_PAYMENT_AMOUNT: 'limit_exceeded',
      FDS_ERROR: 'risk',
      INVALID_ACCOUNT_INFO_RE_REGISTER: 'account_invalid',
      INVALID_CARD_EXPIRATION: 'card_invalid',
      INVALID_CARD_IDENTITY: 'authentication_failed',
      INVALID_CARD_LOST_OR_STOLEN: 'lost_or_stolen',
      INVALID_CARD_NUMBER: 'card_invalid',
      INVALID_CARD_PASSWORD: 'authentication_failed',
      INVALID_STOPPED_CARD: 'lost_or_stolen',
      NOT_AVAILABLE_BANK: 'provider_unavailable',
      NOT_SUPPORTED_CARD_TYPE: 'card_invalid',
      NOT_SUPPORTED_METHOD: 'not_contracted',
      PAY_PROCESS_CANCELED: 'canceled_by_shopper',
      PROVIDER_ERROR: 'provider_unavailable',
      REJECT_ACCOUNT_PAYMENT: 'insufficient_funds',
      REJECT_CARD_PAYMENT: 'limit_exceeded',
      RESTRICTED_TRANSFER_ACCOUNT: 'account_blocked',
    },
  },
  {
    gateways: ['nice', 'nice_v2'],
    source: "the PG's public manual, response codes",
    asOf: '2026-11-25',
    reasons: {
      '2151': 'not_contracted',
      '2152': 'not_contracted',
      '2156': 'duplicate',
      '2159': 'provider_unavailable',
      '3011': 'card_invalid',
      '3012': 'not_contracted',
      '3013': 'not_contracted',
      '3014': 'not_contracted',
      '3021': 'card_invalid',
      '3022': 'invalid_request',
      '3023': 'invalid_request',
      '3024': 'amount_not_allowed',
      '3041': 'amount_not_allowed',
      '3051': 'not_contracted',
      '3056': 'not_contracted',
      '3057': 'authentication_failed',
      '4002': 'not_contracted',
      '4008': 'provider_unavailable',
      '4101': 'amount_not_allowed',
      A041: 'amount_not_allowed',
      A113: 'amount_not_allowed',
      A127: 'duplicate',
      A245: 'timed_out',
      F112: 'card_invalid',
      F118: 'card_invalid',
      P021: 'card_invalid',
    },
  },
  {
    gateways: ['kicc', 'kicc_v2'],
    source: "the PG's page of error codes",
    asOf: '2026-11-25',
    reasons: {
      '8035': 'insufficient_funds',
      '8311': 'authentication_failed',
      '8314': 'card_expired',
      '8315': 'card_expired',
      '8316': 'card_expired',
      '8350': 'lost_or_stolen',
      '8521': 'limit_exceeded',
      '8527': 'insufficient_funds',
    },
  },
  {
    gateways: ['danal'],
    source: "pages for shoppers that repeat the PG's answers",
    asOf: '2026-11-25',
    reasons: { '50': 'limit_exceeded', '57': 'limit_exceeded', '414': 'limit_exceeded', '432': 'risk', '615': 'risk' },
  },
];

const reasonsByGateway = new Map(
  tables.flatMap(({ gateways, reasons }) => gateways.map((gateway) => [gateway, reasons] as const)),
);

/** Null when the PG, or the code, is not in a table. */
export function reasonOfCode(gateway: string | null, code: string | null): DeclineReason | null {
  return reasonsByGateway.get(gateway ?? '')?.[code ?? ''] ?? null;
}
