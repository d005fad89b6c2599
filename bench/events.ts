import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { type LoadRequest, runLoad } from './support/load.ts';
import { cardPayment, configurationOf, headersOf } from './support/merchants.ts';
import { report, type Started, withBench } from './support/processes.ts';

/** Events in: kept and acknowledged. Events out: signed, sent to a fast server, and written down. */
const events = Number(process.env.BENCH_EVENTS ?? 20_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const concurrency = 64;

const notices = (round: number): LoadRequest[] =>
  Array.from({ length: events }, (_, number) => ({
    path: '/webhooks/iamport/instant-0',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      imp_uid: `imp_${round}x${number}`,
      merchant_uid: `nobodys${round}x${number}`,
      status: 'paid',
    }),
  }));

const posts = (path: string): LoadRequest[] =>
  Array.from({ length: events }, () => ({ path, headers: headersOf(0), body: JSON.stringify(cardPayment('BENCH')) }));

/** Every payment that waits for its shopper writes one event. */
const payments = (): LoadRequest[] =>
  Array.from({ length: events }, (_, number) => ({
    path: '/v1/payments',
    headers: headersOf(0),
    body: JSON.stringify(cardPayment(`BENCH-${number}`)),
  }));

async function post(gateway: Started, path: string, body: object) {
  const response = await fetch(gateway.url + path, {
    method: 'POST',
    headers: headersOf(0),
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path} was answered with ${response.status}: ${await response.text()}`);
  return (await response.json()) as { id: string };
}

/** Makes a new endpoint read everything from the beginning, and waits until its server has taken it. */
async function deliverEverything(gateway: Started, sink: Started) {
  const { id } = await post(gateway, '/v1/webhook_endpoints', { url: `${sink.url}/hooks` });
  const processorBefore = gateway.processorSeconds();
  const begunAt = performance.now();
  await post(gateway, `/v1/webhook_endpoints/${id}/recover`, { since: '2026-01-01T00:00:00Z' });
  while (Number(await (await fetch(sink.url)).text()) < events) await rest(20);
  const perSecond = events / ((performance.now() - begunAt) / 1_000);
  const processorUs = ((gateway.processorSeconds() - processorBefore) / events) * 1e6;
  await fetch(`${gateway.url}/v1/webhook_endpoints/${id}`, { method: 'DELETE', headers: headersOf(0) });
  return { perSecond, processorUs };
}

const isOk = (status: number) => status === 200;
const middle = (values: readonly number[], digits = 0) =>
  Number((values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0).toFixed(digits));

await withBench(async ({ folder, startSupport, startGateway }) => {
  const limit = await startSupport('durable-post', join(folder, 'limit.db'));
  const provider = await startSupport('instant-iamport');
  const gateway = await startGateway(configurationOf(provider.url));
  const made = await runLoad(gateway.url, payments(), concurrency, (status) => status === 201);
  if (made.failures > 0) throw new Error(`${made.failures} payments could not be made`);
  const measured = [];
  for (let round = 0; round < rounds; round += 1) {
    const sink = await startSupport('fast-sink');
    const outbound = await deliverEverything(gateway, sink);
    const sinkAlone = await runLoad(sink.url, posts('/hooks'), concurrency, isOk);
    const durable = await runLoad(limit.url, posts('/'), concurrency, isOk);
    const inbound = await runLoad(gateway.url, notices(round), concurrency, isOk);
    const failures = durable.failures + inbound.failures + sinkAlone.failures;
    if (failures > 0) throw new Error(`${failures} requests failed`);
    measured.push({ outbound, sinkAlone, durable, inbound });
    process.stdout.write(
      `round ${round + 1}: in ${inbound.perSecond.toFixed(0)}/s, out ${outbound.perSecond.toFixed(0)}/s\n`,
    );
    await sink.kill('SIGTERM');
  }
  report('events', {
    events,
    inboundPerSecond: middle(measured.map(({ inbound }) => inbound.perSecond)),
    inboundP99Ms: middle(
      measured.map(({ inbound }) => inbound.p99Ms),
      1,
    ),
    durablePostPerSecond: middle(measured.map(({ durable }) => durable.perSecond)),
    inboundRatio: middle(
      measured.map(({ inbound, durable }) => inbound.perSecond / durable.perSecond),
      2,
    ),
    outboundPerSecond: middle(measured.map(({ outbound }) => outbound.perSecond)),
    outboundProcessorUs: middle(measured.map(({ outbound }) => outbound.processorUs)),
    sinkPerSecond: middle(measured.map(({ sinkAlone }) => sinkAlone.perSecond)),
    outboundRatio: middle(
      measured.map(({ outbound, sinkAlone }) => outbound.perSecond / sinkAlone.perSecond),
      2,
    ),
  });
});
