import { addDays, type CalendarDate, type ChannelId, currencyCode, money, type SettlementId } from '@hangil/core';
import type { ReceiveSettlementInput, Scope, Settlement, Store } from '@hangil/engine';
import { bookDay } from '@hangil/ledger';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { AppDependencies } from '../app-dependencies.ts';
import type { HttpApp, HttpEnvironment } from '../http-environment.ts';
import { answerIdempotently } from '../idempotency.ts';
import { shownAnswer } from '../money-answer.ts';
import { owned } from '../owned.ts';
import { presentWholeList } from '../pagination.ts';
import { addOperation } from '../route.ts';
import * as operations from './operations.ts';
import { presentExpected, presentSettlement } from './present-settlement.ts';
import type { ReceiveSettlementBody } from './schemas.ts';

const daysBack = 31;
const daysAhead = 14;

export function settlementRoutes({ engine, store, directory, clock }: AppDependencies): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnvironment>();

  addOperation(app, operations.listSettlements, async (c, { query }) => {
    const scope = c.get('scope');
    const today = bookDay(clock.now());
    const from = query.from ?? addDays(today, -daysBack);
    const to = query.to ?? addDays(today, daysAhead);
    const range = { from, to, ...(query.channel_id === undefined ? {} : { channelId: query.channel_id }) };
    const received = await receivedBetween(store, scope, range);
    const expected = await engine.settlements.expected(scope, range);
    const channels = directory.merchant(scope.merchantId)?.channels ?? [];
    const shown = received.map((settlement) =>
      presentSettlement(settlement, expected.find((each) => keyOf(each) === keyOf(settlement.value)) ?? null),
    );
    const waiting = expected
      .filter((each) => received.every(({ value }) => keyOf(value) !== keyOf(each)))
      .flatMap((each) => {
        const channel = channels.find(({ id }) => id === each.channelId);
        if (channel === undefined) return [];
        const { provider, providerAccountId } = channel;
        return [presentExpected(each, scope, { provider: provider.id, providerAccountId })];
      });
    return c.json(presentWholeList([...shown, ...waiting].sort(byPayoutDate)));
  });

  addOperation(app, operations.receiveSettlement, async (c, { body, sent }) => {
    const created = (settlement: Settlement) => ({ status: 201, body: JSON.stringify(presentSettlement(settlement)) });
    return answerIdempotently(c, sent, created, (idempotent) =>
      engine.settlements.receive(c.get('scope'), toReceiveSettlementInput(body), idempotent),
    );
  });

  addOperation(app, operations.getSettlement, async (c, { params }) =>
    c.json(presentSettlement(owned(c.get('scope'), await store.document('settlement', params.id)))),
  );

  addOperation(app, operations.matchBank, async (c, { params, body, sent }) => {
    const arrival = {
      bankAccount: body.bank_account,
      amountMinor: body.amount,
      arrivedAt: body.arrived_at,
      reference: body.reference,
    };
    const changed = (settlement: Settlement) => shownAnswer(presentSettlement(settlement));
    return answerIdempotently(c, sent, changed, (idempotent) =>
      engine.settlements.arrive(c.get('scope'), params.id as SettlementId, arrival, idempotent),
    );
  });

  return app;
}

interface Range {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly channelId?: string;
}

async function receivedBetween(store: Store, scope: Scope, { from, to, channelId }: Range): Promise<Settlement[]> {
  const found: Settlement[] = [];
  for (let cursor: string | null = null; ; ) {
    const page: Awaited<ReturnType<typeof store.documents<'settlement'>>> = await store.documents(
      'settlement',
      scope,
      {},
      { limit: 100, cursor },
    );
    found.push(
      ...page.items.filter(
        ({ value }) =>
          value.payoutDate >= from &&
          value.payoutDate <= to &&
          (channelId === undefined || value.channelId === channelId),
      ),
    );
    cursor = page.items.at(-1)?.id ?? null;
    if (!page.hasMore) return found;
  }
}

function keyOf({
  payoutDate,
  channelId,
  currency,
}: {
  payoutDate: string;
  channelId: string;
  currency: string;
}): string {
  return `${payoutDate} ${channelId} ${currency}`;
}

function byPayoutDate(left: { payout_date: string; channel_id: string }, right: typeof left): number {
  const [first, second] = [left, right].map(({ payout_date, channel_id }) => `${payout_date} ${channel_id}`) as [
    string,
    string,
  ];
  return first < second ? -1 : first > second ? 1 : 0;
}

function toReceiveSettlementInput(body: ReceiveSettlementBody): ReceiveSettlementInput {
  return {
    channelId: body.channel_id as ChannelId,
    payoutDate: body.payout_date,
    currency: currencyCode(body.currency),
    items: body.items.map(({ key, type, amount, fee, vat, provider_payment_id, sold }) => ({
      key,
      type,
      amountMinor: amount,
      feeMinor: fee,
      vatMinor: vat,
      providerPaymentId: provider_payment_id ?? null,
      ...(sold == null ? {} : { sold: { ...money(sold.amount, sold.currency), feeMinor: sold.fee } }),
    })),
  };
}
