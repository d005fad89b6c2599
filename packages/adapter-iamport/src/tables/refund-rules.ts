import { methodWord, type RefundFacts, type RefundProblem, type RefundRequest, wallClock } from '@hangil/core';
import { toGatewayBankCode } from './gateway-bank-codes.ts';
import type { GatewayRow } from './gateways/gateway-row.ts';

export interface RefundQuestion {
  readonly request: RefundRequest;
  readonly facts: RefundFacts;
  /** Code of the PG; null when it is not known. */
  readonly gateway: string | null;
  readonly row: GatewayRow | null;
}

type Problem = Omit<RefundProblem, 'rule' | 'asOf'>;

/** One published rule of refunds, with the days it is in force. */
export interface RefundRule {
  readonly id: string;
  /** Values of `method.type`; null = all. */
  readonly methods: readonly string[] | null;
  /** First day, `YYYY-MM-DD`; null = as long as is known. */
  readonly since: string | null;
  /** First day on which it is no longer in force; null = no end is known. */
  readonly until: string | null;
  readonly source: string;
  /** Day of the source. */
  readonly asOf: string;
  readonly problem: (question: RefundQuestion) => Problem | null;
}

const zone = 'Asia/Seoul';
const published = {
  since: null,
  until: null,
  source: "provider's cancel guide and PG pages",
  asOf: '2026-08-06',
} as const;

/** In the order in which they are told. */
export const refundRules: readonly RefundRule[] = [
  {
    ...published,
    id: 'convenience_store_never',
    methods: ['convenience_store'],
    problem: ({ gateway }) =>
      gateway === 'inicis_jp'
        ? impossible('payments in convenience stores cannot be refunded at KG Inicis Japan')
        : null,
  },
  {
    ...published,
    id: 'phone_bill_month',
    methods: ['mobile'],
    problem: phoneBillProblem,
  },
  {
    ...published,
    id: 'phone_bill_whole',
    methods: ['mobile'],
    problem: ({ request, facts, gateway, row }) =>
      gateway !== null && isPart(request, facts) && row?.partialRefunds?.exceptions.mobile !== 'on_request'
        ? impossible(`a part of a phone bill cannot be refunded at ${row?.name ?? gateway}`, 'amount')
        : null,
  },
  {
    ...published,
    id: 'gateway_refunds_whole',
    methods: null,
    problem: ({ request, facts, row }) =>
      row !== null && isPart(request, facts) && refusesParts(row, facts)
        ? impossible(`${methodWord(facts.method)} is refunded as a whole only at ${row.name}`, 'amount')
        : null,
  },
  {
    ...published,
    id: 'gateway_parts_max',
    methods: null,
    problem: ({ request, facts, row }) => {
      const timesMax = row?.partialRefunds?.timesMax;
      return timesMax !== undefined && isPart(request, facts) && facts.refundsBefore >= timesMax
        ? impossible(`${row?.name} refunds a payment in ${timesMax} parts at most`, 'amount')
        : null;
    },
  },
  {
    ...published,
    id: 'gateway_parts_months',
    methods: null,
    problem: ({ request, facts, row }) => {
      const months = row?.partialRefunds?.withinMonths;
      return months !== undefined && isPart(request, facts) && monthsSincePaid(facts) >= months
        ? impossible(`${row?.name} refunds parts within ${months} months of the payment`, 'amount')
        : null;
    },
  },
  {
    ...published,
    id: 'deposit_needs_account',
    methods: ['virtual_account'],
    problem: ({ request }) =>
      request.refundAccount === null ? missing('refund_account', 'is required to refund a deposit') : null,
  },
  {
    ...published,
    id: 'bank_not_at_gateway',
    methods: null,
    problem: ({ request: { refundAccount }, gateway }) =>
      refundAccount !== null && toGatewayBankCode(gateway, refundAccount.bankCode) === null
        ? missing('refund_account.bank_code', 'is of a bank that this PG does not have')
        : null,
  },
  {
    ...published,
    id: 'deposit_needs_phone',
    methods: ['virtual_account'],
    problem: ({ request, gateway }) =>
      gateway !== null && ['smartro', 'smartro_v2', 'welcome'].includes(gateway) && request.refundAccount?.phone == null
        ? missing('refund_account.phone', 'is required to refund a deposit at this PG')
        : null,
  },
  {
    ...published,
    id: 'deposit_not_at_night',
    methods: ['virtual_account'],
    problem: ({ facts: { now }, gateway }) =>
      gateway === 'ksnet' && isNight(now)
        ? impossible('KSNET refunds no deposits from 23:00 to 06:00 in Korea; ask again after that')
        : null,
  },
  {
    ...published,
    id: 'naverpay_needs_reason',
    methods: null,
    problem: ({ request, gateway }) =>
      gateway === 'naverpay' && (request.reason ?? '').trim() === ''
        ? missing('reason', 'is required by Naver Pay')
        : null,
  },
];

/** The bill is closed at the end of the calendar month in Korea. KCP then pays to a bank account, by contract. */
function phoneBillProblem({ request, facts, gateway }: RefundQuestion): Problem | null {
  if (facts.paidAt === null || monthOf(facts.paidAt) === monthOf(facts.now)) return null;
  if (gateway === 'kcp') {
    return request.refundAccount === null
      ? missing('refund_account', 'is required to refund a phone bill of an earlier month')
      : null;
  }
  return impossible(
    `a phone bill is refunded in the calendar month of the payment only: ${monthOf(facts.paidAt)} in Korea, now it is ${monthOf(facts.now)}`,
  );
}

function refusesParts({ partialRefunds }: GatewayRow, { method }: RefundFacts): boolean {
  const exceptions = partialRefunds?.exceptions ?? {};
  return (exceptions[methodWord(method)] ?? exceptions[method.type]) === 'no';
}

function isPart({ amount }: RefundRequest, { amountPaidMinor }: RefundFacts): boolean {
  return amount.amountMinor < amountPaidMinor;
}

/** `YYYY-MM` in Korea. */
function monthOf(instant: Date): string {
  return wallClock(instant, zone).date.slice(0, 7);
}

/** Whole months by the calendar of Korea. */
function monthsSincePaid({ paidAt, now }: RefundFacts): number {
  if (paidAt === null) return 0;
  const [paid, today] = [wallClock(paidAt, zone).date, wallClock(now, zone).date];
  const months =
    (Number(today.slice(0, 4)) - Number(paid.slice(0, 4))) * 12 + Number(today.slice(5, 7)) - Number(paid.slice(5, 7));
  return today.slice(8) < paid.slice(8) ? months - 1 : months;
}

function isNight(now: Date): boolean {
  const { minuteOfDay } = wallClock(now, zone);
  return minuteOfDay >= 23 * 60 || minuteOfDay < 6 * 60;
}

function impossible(detail: string, param = 'payment'): Problem {
  return { code: 'refund_not_supported', param, detail };
}

function missing(param: string, detail: string): Problem {
  return { code: 'channel_requirement', param, detail: `${param} ${detail}` };
}
