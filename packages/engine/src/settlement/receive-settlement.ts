import { money, type Payment, PaymentGatewayError } from '@hangil/core';
import {
  differenceFound,
  feeSettled,
  itemSettled,
  type JournalEntry,
  providerFee,
  reserveHeld,
  reserveReleased,
  startOfBookDay,
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
  const feeMinor = sum('payment', 'feeMinor') - sum('refund', 'feeMinor') + sum('fee', 'amountMinor');
  const vatMinor = sum('payment', 'vatMinor') - sum('refund', 'vatMinor') + sum('fee', 'vatMinor');
  const keptMinor = sum('reserve_hold', 'amountMinor') - sum('reserve_release', 'amountMinor');
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
  const row = { settlementId: settlement.id as never, rowKey: `${channelId}:${item.key}`, channel };
  switch (item.type) {
    case 'payment':
    case 'refund': {
      if (payment === null) {
        const opened = unknownItemCase(settlement, item, context);
        const providerHas = item.type === 'payment' ? 'more' : 'less';
        booking.cases.push(opened);
        booking.entries.push(
          differenceFound(entry(), { caseId: opened.id, paymentId: null, channel, amount, providerHas }),
        );
      }
      const { feeMinor, vatMinor, type: direction } = item;
      const about = { paymentId: payment?.id ?? null, refundId: null };
      booking.entries.push(itemSettled(entry(), { ...row, direction, gross: amount, feeMinor, vatMinor, ...about }));
      return;
    }
    case 'fee':
      booking.entries.push(
        feeSettled(entry(), { ...row, expense: providerFee(provider), fee: amount, vatMinor: item.vatMinor }),
      );
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

function unknownItemCase(settlement: Settlement, item: StatementItem, context: DecisionContext): Case {
  const evidence = {
    found: 'settlement_item',
    row: item.key,
    type: item.type,
    provider_payment_id: item.providerPaymentId,
  };
  const { currency, channelId } = settlement.value;
  const subject = { subjectId: settlement.id, amountMinor: item.amountMinor, currency, evidence };
  return openCase(settlement, { kind: 'contradiction', distinction: `${channelId}:${item.key}`, ...subject }, context);
}
