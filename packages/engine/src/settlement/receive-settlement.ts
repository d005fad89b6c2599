import { type Money, money, type Payment, PaymentGatewayError, type SettlementId } from '@hangil/core';
import {
  differenceFound,
  feeSettled,
  foreignItemSettled,
  itemSettled,
  type JournalEntry,
  providerFee,
  refundFeeExpense,
  reserveHeld,
  reserveReleased,
  startOfBookDay,
  withheldSettled,
} from '@hangil/ledger';
import { answerOnce, claimKey, ownerOf } from '../decision/answer-once.ts';
import { CommitRefused, commit } from '../decision/commit.ts';
import { type DecisionContext, decisionContext, entryContext } from '../decision/decision-context.ts';
import { openCase } from '../decision/open-case.ts';
import type { Channel } from '../directory.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { Case, Scope } from '../store/records.ts';
import { presentSettlement } from './present-settlement.ts';
import type { ReceiveSettlementInput, Settlement, Settlements, StatementItem } from './settlements.ts';

/** What the items of a statement are booked as. */
interface Booking {
  readonly entries: JournalEntry[];
  readonly cases: Case[];
}

export function makeReceiveSettlement(
  dependencies: EngineDependencies,
  expected: Settlements['expected'],
): Settlements['receive'] {
  const { store, directory } = dependencies;
  return (scope, input, idempotent) =>
    answerOnce(dependencies, scope, idempotent, presentSettlement(dependencies, scope), async (keyed) => {
      const channel = directory.merchant(scope.merchantId)?.channels.find(({ id }) => id === input.channelId);
      if (channel === undefined)
        throw new PaymentGatewayError('invalid_request', { param: 'channel_id', detail: 'There is no such channel.' });
      refuseSoldAtHome(input);
      const context = decisionContext(dependencies);
      const settlement = await settlementOf(scope, input, channel, context, expected);
      const booking: Booking = { entries: [], cases: [] };
      for (const item of input.items) {
        const payment =
          item.providerPaymentId === null
            ? null
            : await store.paymentByProviderId(channel.providerAccountId, item.providerPaymentId);
        const isOurs =
          payment !== null && payment.merchantId === scope.merchantId && payment.livemode === scope.livemode;
        bookItem(booking, settlement, item, isOurs ? payment : null, context);
      }
      const unknownItems = booking.cases.length;
      const document = { ...settlement, value: { ...settlement.value, unknownItems } };
      const idempotency = claimKey(scope, keyed, { kind: 'document', id: document.id }, null, context.now);
      await commitOnce(dependencies, {
        documents: [document],
        journalEntries: booking.entries,
        cases: booking.cases,
        ...(idempotency === undefined ? {} : { idempotency }),
      });
      return document;
    });
}

/** @throws invalid_request: what was sold abroad has its fee in the currency of the sale */
function refuseSoldAtHome({ currency, items }: ReceiveSettlementInput): void {
  const at = items.findIndex(
    ({ type, sold, feeMinor, vatMinor }) =>
      sold !== undefined &&
      (sold.currency === currency || feeMinor + vatMinor > 0 || (type !== 'payment' && type !== 'refund')),
  );
  if (at === -1) return;
  const detail =
    'It is for payments and refunds in another currency than the statement, whose fee is in that currency.';
  throw new PaymentGatewayError('invalid_request', { param: `items[${at}].sold`, detail });
}

async function commitOnce(dependencies: EngineDependencies, changes: Parameters<typeof commit>[1]): Promise<void> {
  await commit(dependencies, changes).catch((error: unknown) => {
    if (error instanceof CommitRefused && error.on === 'journal_source')
      throw new PaymentGatewayError('state_conflict', {
        detail: 'A row of this statement was booked before.',
        param: 'items',
      });
    throw error;
  });
}

async function settlementOf(
  scope: Scope,
  input: ReceiveSettlementInput,
  channel: Channel,
  { now, ids }: DecisionContext,
  expected: Settlements['expected'],
): Promise<Settlement> {
  const { channelId, payoutDate, currency, items } = input;
  const sum = (type: StatementItem['type'], field: 'amountMinor' | 'feeMinor' | 'vatMinor') =>
    items.filter((item) => item.type === type).reduce((total, item) => total + item[field], 0);
  const paymentsMinor = sum('payment', 'amountMinor');
  const refundsMinor = sum('refund', 'amountMinor');
  const separateFeesMinor = sum('fee', 'amountMinor') + sum('refund_fee', 'amountMinor');
  const separateVatMinor = sum('fee', 'vatMinor') + sum('refund_fee', 'vatMinor');
  const feeMinor = sum('payment', 'feeMinor') - sum('refund', 'feeMinor') + separateFeesMinor;
  const vatMinor = sum('payment', 'vatMinor') - sum('refund', 'vatMinor') + separateVatMinor;
  const reservedMinor = sum('reserve_hold', 'amountMinor') - sum('reserve_release', 'amountMinor');
  const keptMinor = sum('withheld', 'amountMinor') + reservedMinor;
  const [foreseen] =
    channel.settlement === undefined
      ? []
      : (await expected(scope, { from: payoutDate, to: payoutDate, channelId })).filter(
          (it) => it.currency === currency,
        );
  return {
    kind: 'settlement',
    id: ids.next('stl'),
    version: 1,
    ...ownerOf(scope),
    key: null,
    parentId: null,
    status: 'received',
    createdAt: now,
    value: {
      channelId,
      provider: channel.provider.id,
      providerAccountId: channel.providerAccountId,
      payoutDate,
      currency,
      itemCount: items.length,
      paymentsMinor,
      refundsMinor,
      feeMinor,
      vatMinor,
      netMinor: paymentsMinor - refundsMinor - feeMinor - vatMinor - keptMinor,
      expectedNetMinor: channel.settlement === undefined ? null : (foreseen?.netMinor ?? 0),
      unknownItems: 0,
      bank: null,
    },
  };
}

function bookItem(
  booking: Booking,
  settlement: Settlement,
  item: StatementItem,
  payment: Payment | null,
  context: DecisionContext,
): void {
  const { provider, channelId, currency, payoutDate } = settlement.value;
  const channel = { provider, channelId };
  const entry = () => entryContext(settlement, context, startOfBookDay(payoutDate));
  const amount = money(item.amountMinor, currency);
  const row = { settlementId: settlement.id as SettlementId, rowKey: `${channelId}:${item.key}`, channel };
  switch (item.type) {
    case 'payment':
    case 'refund':
      bookTraded(booking, settlement, { ...item, type: item.type }, payment, context);
      return;
    case 'fee':
      booking.entries.push(
        feeSettled(entry(), { ...row, expense: providerFee(provider), fee: amount, vatMinor: item.vatMinor }),
      );
      return;
    case 'refund_fee':
      booking.entries.push(
        feeSettled(entry(), { ...row, expense: refundFeeExpense(provider), fee: amount, vatMinor: item.vatMinor }),
      );
      return;
    case 'withheld':
      booking.entries.push(withheldSettled(entry(), { ...row, amount, paymentId: payment?.id ?? null }));
      return;
    case 'reserve_hold':
      booking.entries.push(reserveHeld(entry(), { ...row, amount }));
      return;
    case 'reserve_release':
      booking.entries.push(reserveReleased(entry(), { ...row, amount }));
      return;
    default:
      item.type satisfies never;
  }
}

/** A sale or refund that is settled; what fits no payment of ours is owed by the provider's word, and waits in suspense. */
function bookTraded(
  booking: Booking,
  settlement: Settlement,
  item: StatementItem & { readonly type: 'payment' | 'refund' },
  payment: Payment | null,
  context: DecisionContext,
): void {
  const { provider, channelId, currency, payoutDate } = settlement.value;
  const channel = { provider, channelId };
  const entry = () => entryContext(settlement, context, startOfBookDay(payoutDate));
  const settled = money(item.amountMinor, currency);
  const gross = item.sold === undefined ? settled : money(item.sold.amountMinor, item.sold.currency);
  let caseId: Case['id'] | null = null;
  if (payment === null) {
    const opened = unknownItemCase(settlement, item, gross, context);
    caseId = opened.id;
    booking.cases.push(opened);
    const providerHas = item.type === 'payment' ? 'more' : 'less';
    const event = { caseId, paymentId: null, channel, amount: gross, providerHas } as const;
    booking.entries.push(differenceFound(entry(), event));
  }
  const { feeMinor, vatMinor, type: direction, sold } = item;
  const row = { settlementId: settlement.id as SettlementId, rowKey: `${channelId}:${item.key}`, channel };
  const about = { ...row, direction, gross, paymentId: payment?.id ?? null, caseId };
  booking.entries.push(
    sold === undefined
      ? itemSettled(entry(), { ...about, feeMinor, vatMinor, refundId: null })
      : foreignItemSettled(entry(), { ...about, feeMinor: sold.feeMinor, settled }),
  );
}

function unknownItemCase(settlement: Settlement, item: StatementItem, gross: Money, context: DecisionContext): Case {
  const evidence = {
    found: 'settlement_item',
    row: item.key,
    type: item.type,
    provider_payment_id: item.providerPaymentId,
  };
  const { channelId } = settlement.value;
  const subject = { subjectId: settlement.id, ...gross, evidence };
  return openCase(settlement, { kind: 'contradiction', distinction: `${channelId}:${item.key}`, ...subject }, context);
}
