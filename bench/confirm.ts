import { join } from 'node:path';
import { type LoadRequest, type LoadResult, median, runLoad } from './support/load.ts';
import {
  type Confirmable,
  cardPayment,
  configurationOf,
  confirmBody,
  headersOf,
  toConfirmable,
} from './support/merchants.ts';
import { report, withBench } from './support/processes.ts';

/** Confirms a second that are on disk before they are answered: of one merchant, of a thousand, and the limit of the machine. */
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const paymentsPerRound = Number(process.env.BENCH_PAYMENTS ?? 8_000);
const concurrency = 64;
const merchants = 1_000;

interface Round {
  readonly limit: LoadResult;
  readonly hot: LoadResult;
  readonly spread: LoadResult;
}

type MerchantOf = (index: number) => number;
const hotMerchant: MerchantOf = () => 0;
const everyMerchant: MerchantOf = (index) => index % merchants;

/** Makes payments that wait for the shopper, which is not measured, and confirms them, which is. */
async function confirmAll(gatewayUrl: string, name: string, merchantOf: MerchantOf): Promise<LoadResult> {
  const made: { readonly merchant: number; readonly payment: Confirmable }[] = [];
  const creates: LoadRequest[] = Array.from({ length: paymentsPerRound }, (_, index) => ({
    path: '/v1/payments',
    headers: headersOf(merchantOf(index)),
    body: JSON.stringify({ ...cardPayment(`${name}-${index}`), metadata: { merchant: String(merchantOf(index)) } }),
  }));
  const created = await runLoad(gatewayUrl, creates, concurrency, (status, body) => {
    made.push({ merchant: Number(JSON.parse(body).metadata?.merchant), payment: toConfirmable(body) });
    return status === 201;
  });
  if (created.failures > 0) throw new Error(`${created.failures} payments could not be made`);
  const confirms = made.map(({ merchant, payment }) => ({
    path: `/v1/payments/${payment.id}/confirm`,
    headers: headersOf(merchant),
    body: confirmBody(payment),
  }));
  return runLoad(
    gatewayUrl,
    confirms,
    concurrency,
    (status, body) => status === 200 && body.includes('"status":"paid"'),
  );
}

function posts(): LoadRequest[] {
  const body = JSON.stringify(cardPayment('BENCH'));
  return Array.from({ length: paymentsPerRound }, () => ({ path: '/', headers: headersOf(0), body }));
}

const perSecond = (results: readonly LoadResult[]) => results.map((result) => Math.round(result.perSecond));
const middle = (values: readonly number[]) => Number(median(values).toFixed(2));

function summaryOf(measured: readonly Round[], processorUsPerConfirm: number): object {
  const hot = measured.map((round) => round.hot);
  const spread = measured.map((round) => round.spread);
  return {
    concurrency,
    requestsPerRound: paymentsPerRound,
    confirmsPerSecond: middle(perSecond(hot)),
    confirmP50Ms: middle(hot.map(({ p50Ms }) => p50Ms)),
    confirmP99Ms: middle(hot.map(({ p99Ms }) => p99Ms)),
    thousandMerchantsPerSecond: middle(perSecond(spread)),
    limitPerSecond: middle(perSecond(measured.map(({ limit }) => limit))),
    ratio: middle(measured.map(({ hot, limit }) => hot.perSecond / limit.perSecond)),
    hotToSpread: middle(measured.map((round) => round.hot.perSecond / round.spread.perSecond)),
    processorUsPerConfirm: Math.round(processorUsPerConfirm),
    rounds: measured.map(({ limit, hot, spread }) => ({
      limitPerSecond: Math.round(limit.perSecond),
      confirmsPerSecond: Math.round(hot.perSecond),
      thousandMerchantsPerSecond: Math.round(spread.perSecond),
    })),
  };
}

await withBench(async ({ folder, startSupport, startGateway }) => {
  const limit = await startSupport('durable-post', join(folder, 'limit.db'));
  const provider = await startSupport('instant-iamport');
  const gateway = await startGateway(configurationOf(provider.url, merchants));
  const measured: Round[] = [];
  let processorSeconds = 0;
  for (let number = 0; number <= rounds; number += 1) {
    const limited = await runLoad(limit.url, posts(), concurrency, (status) => status === 200);
    const spread = await confirmAll(gateway.url, `SPREAD-${number}`, everyMerchant);
    const before = gateway.processorSeconds();
    const hot = await confirmAll(gateway.url, `HOT-${number}`, hotMerchant);
    const round = { limit: limited, hot, spread };
    const failures = limited.failures + hot.failures + spread.failures;
    if (failures > 0) throw new Error(`${failures} requests failed`);
    process.stdout.write(`${number === 0 ? 'warm-up' : `round ${number}`}: ${JSON.stringify(round)}\n`);
    if (number === 0) continue;
    measured.push(round);
    processorSeconds += gateway.processorSeconds() - before;
  }
  report('confirm', summaryOf(measured, (processorSeconds / measured.length / paymentsPerRound) * 1e6));
});
