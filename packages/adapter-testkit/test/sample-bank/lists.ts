import { parseJsonAnswer } from '@hangil/adapter-kit';
import {
  type AccountChannelPort,
  type ApprovalPort,
  type BankListPort,
  type ChannelSettings,
  type CheckoutPort,
  fromMajor,
  type GatewayCapabilities,
  type PaymentActionDescription,
  type PaymentActionPort,
  type ProviderReference,
  type ProviderReportPort,
  type ReferenceTable,
  type ReferenceTables,
  unknown,
} from '@hangil/core';
import { z } from 'zod';
import type { Call, Found } from './call.ts';
import { declinedFor } from './verdicts.ts';

/** A failed reading is never an empty list. */
function listOr<Value, Listed>(found: Found<Value>, read: (value: Value) => Listed) {
  if (found.kind === 'read') return read(found.value);
  return unknown(found.kind === 'unknown' ? found.cause : 'the list failed');
}

const bankSchema = z.object({ id: z.string(), name: z.string(), code: z.string().nullable() });

export function createBanks(call: Call): BankListPort {
  return {
    shipped: [{ providerBankId: '1', name: 'KB국민은행', bankCode: '004' }],
    async fetch({ operation }, context) {
      const found = await call({ method: 'GET', path: `/banks/${operation}` }, z.array(bankSchema), context);
      return listOr(found, (banks) => ({
        kind: 'banks',
        banks: banks.map(({ id, name, code }) => ({ providerBankId: id, name, bankCode: code })),
      }));
    },
  };
}

const rowSchema = z.object({
  id: z.string(),
  reference: z.string(),
  kind: z.enum(['payment', 'refund', 'payout']),
  amount: z.string(),
  currency: z.string(),
  at: z.iso.datetime(),
});

export function createReports(call: Call): ProviderReportPort {
  return {
    async operations({ from, to, offset }, context) {
      const query = new URLSearchParams({ from: from.toISOString(), to: to.toISOString(), skip: String(offset) });
      const found = await call({ method: 'GET', path: `/report?${query}` }, z.array(rowSchema), context);
      return listOr(found, (rows) => ({ kind: 'page', hasMore: false, rows: rows.map(toRow) }));
    },
  };
}

function toRow({ id, reference, kind, amount, currency, at }: z.output<typeof rowSchema>) {
  return {
    providerOperationId: id,
    reference: reference as ProviderReference,
    kind,
    status: 'succeeded',
    amount: fromMajor(amount, currency),
    createdAt: null,
    completedAt: new Date(at),
  } as const;
}

const contractSchema = z.object({ pg: z.string(), merchant: z.string(), channel: z.string() });

export function createAccountChannels(call: Call, channels: readonly ChannelSettings[]): AccountChannelPort {
  return {
    async list(context) {
      const found = await call({ method: 'GET', path: '/contracts' }, z.array(contractSchema), context);
      return listOr(found, (contracts) => ({
        kind: 'channels',
        channels: contracts.map(({ pg, merchant, channel }) => ({
          pg,
          merchantPgId: merchant,
          name: null,
          purpose: 'payment',
          sandbox: true,
          channelIds: channels.filter(({ id }) => id === channel).map(({ id }) => id),
        })),
      }));
    },
  };
}

export const actionDescriptions: readonly PaymentActionDescription[] = [
  { name: 'wrap_as_gift', summary: 'Wraps the goods.', gateways: [], changes: true },
  { name: 'read_points', summary: 'Reads the points of the purchase.', gateways: [], changes: false },
];

const inputs: Readonly<Record<string, z.ZodType<object>>> = {
  wrap_as_gift: z.strictObject({ colour: z.string() }),
  read_points: z.strictObject({}),
};

export function createActions(call: Call): PaymentActionPort {
  const check: PaymentActionPort['check'] = ({ name, input }) => {
    const parsed = inputs[name]?.safeParse(input);
    return parsed?.success ? null : { param: 'input', detail: 'The bank does not know this.' };
  };
  return {
    offered: actionDescriptions,
    check,
    async run(request, context) {
      const { name, payment, input } = request;
      if (check(request) !== null)
        return { kind: 'not_created', reason: 'invalid_request', provider: { code: null, message: null } };
      const path = `/actions/${payment.reference}/${name}`;
      const found = await call({ method: 'POST', path, body: input }, z.object({ result: z.unknown() }), context);
      if (found.kind === 'refused') return declinedFor(found.error);
      return found.kind === 'read' ? { kind: 'done', complete: true, result: found.value.result } : found;
    },
  };
}

export const checkout: CheckoutPort = {
  openWindow: '(action, done) => { SampleBank.pay(action.params).then(done); }',
  returnedPaymentId: ({ payment }) => (typeof payment === 'string' ? payment : null),
};

const questionSchema = z.object({ reference: z.string().min(1), amount: z.number() });

export const approvals: ApprovalPort = {
  read({ body }) {
    const question = parseJsonAnswer({ body }, questionSchema);
    if (!question.ok) return null;
    return { reference: question.value.reference as ProviderReference, amountMajor: question.value.amount };
  },
};

function table(code: string, ko: string, en: string): ReferenceTable {
  const row = { code, name: { ko, en }, providerCodes: [{ pg: null, code: '1' }] };
  return { rows: [row], source: 'invented', asOf: '2026-01-01' };
}

export const reference: ReferenceTables = {
  banks: table('004', 'KB국민은행', 'KB Kookmin Bank'),
  cards: table('381', '국민카드', 'KB Card'),
  couriers: table('cj_logistics', 'CJ대한통운', 'CJ Logistics'),
};

const unsure = { byWindow: null, byApi: null };

export const gateway: GatewayCapabilities = {
  code: 'sample',
  name: 'Sample Gateway',
  status: 'current',
  methods: null,
  currencies: null,
  refusedCurrencies: [],
  minimumMinor: {},
  keyIn: true,
  billingKeys: { byWindow: true, byApi: true, charge: true, schedule: true, issueAndPay: null },
  virtualAccounts: { byWindow: null, byApi: true, change: true, revoke: true },
  partialRefunds: { usual: true, exceptions: {}, timesMax: null, withinMonths: null },
  cashReceipts: { issue: true, cancel: true, outsideSales: true },
  escrow: { byWindow: null, addShipment: true, changeShipment: true },
  identityVerification: unsure,
  orderId: null,
  requires: [],
  notes: [],
  source: 'invented',
  asOf: '2026-01-01',
};
