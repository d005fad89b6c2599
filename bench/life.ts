import { setTimeout as rest } from 'node:timers/promises';
import { median, runLoad } from './support/load.ts';
import { cardPayment, configurationOf, confirmBody, headersOf, toConfirmable } from './support/merchants.ts';
import { report, type Started, withBench } from './support/processes.ts';

/** From start to ready, memory at rest and under load, and the way back after `kill -9` with many charges under way. */
const starts = 5;
const loaded = Number(process.env.BENCH_PAYMENTS ?? 8_000);
/** Each takes two descriptors of the gateway: `ulimit -n` must allow some more than twice as many. */
const underWay = Number(process.env.BENCH_UNDER_WAY ?? 9_000);
const concurrency = 64;
/** So many that each account has a connection for every charge. */
const merchants = 100;
/** V8 gives memory of the start back after it has had nothing to do for about half a minute. */
const restMs = 60_000;

async function untilReady(gateway: Started): Promise<void> {
  while (!(await fetch(`${gateway.url}/readyz`)).ok) await rest(5);
}

async function measureStarts(): Promise<number> {
  const secondsToReady: number[] = [];
  for (let number = 0; number < starts; number += 1)
    await withBench(async ({ startGateway }) => {
      const begunAt = performance.now();
      await untilReady(await startGateway(configurationOf('http://127.0.0.1:9')));
      secondsToReady.push((performance.now() - begunAt) / 1_000);
    });
  return Number(median(secondsToReady).toFixed(2));
}

async function measureMemory(): Promise<object> {
  const found = { startedMib: 0, idleMib: 0, loadedMib: 0, idleAfterLoadMib: 0 };
  await withBench(async ({ startSupport, startGateway }) => {
    const provider = await startSupport('instant-iamport');
    const gateway = await startGateway(configurationOf(provider.url));
    await untilReady(gateway);
    found.startedMib = gateway.residentMib();
    await rest(restMs);
    found.idleMib = gateway.residentMib();
    const confirms: { path: string; headers: Record<string, string>; body: string }[] = [];
    const creates = Array.from({ length: loaded }, (_, index) => ({
      path: '/v1/payments',
      headers: headersOf(0),
      body: JSON.stringify(cardPayment(`BENCH-${index}`)),
    }));
    await runLoad(gateway.url, creates, concurrency, (status, body) => {
      const payment = toConfirmable(body);
      confirms.push({ path: `/v1/payments/${payment.id}/confirm`, headers: headersOf(0), body: confirmBody(payment) });
      return status === 201;
    });
    await runLoad(gateway.url, confirms, concurrency, (status) => status === 200);
    found.loadedMib = gateway.residentMib();
    await rest(restMs);
    found.idleAfterLoadMib = gateway.residentMib();
  });
  return found;
}

/** A charge whose card is typed in: money moves in the call that stays unanswered. */
function keyedIn(index: number) {
  const card = { card_number: '4111111111111111', expiry: '2030-12', birth_or_business_number: '880101' };
  return { ...cardPayment(`UNDER-WAY-${index}`), method: { type: 'key_in', ...card, password_2digits: '12' } };
}

/** How many payments this process has seen reach `paid`. */
async function countPaid(gateway: Started): Promise<number> {
  const text = await (await fetch(`${gateway.url}/metrics`)).text();
  const counts = [...text.matchAll(/^hangil_payments_total\{[^}]*status="paid"[^}]*\} (\d+)$/gm)];
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}

async function measureRecovery(): Promise<object> {
  let found = {};
  await withBench(async ({ startSupport, startGateway }) => {
    const provider = await startSupport('instant-iamport', 'silent');
    const configuration = configurationOf(provider.url, merchants);
    const first = await startGateway(configuration);
    await untilReady(first);
    const requests = Array.from({ length: underWay }, (_, index) => ({
      path: '/v1/payments',
      headers: headersOf(index % merchants),
      body: JSON.stringify(keyedIn(index)),
    }));
    const load = runLoad(first.url, requests, underWay, () => true).catch(() => {});
    const chargedOf = async () =>
      ((await (await fetch(`${provider.url}/charged`)).json()) as { response: { charged: number } }).response.charged;
    while ((await chargedOf()) < underWay) await rest(50);
    await first.kill('SIGKILL');
    await load;
    const begunAt = performance.now();
    const second = await startGateway(configuration);
    await untilReady(second);
    const secondsToReady = (performance.now() - begunAt) / 1_000;
    while ((await countPaid(second)) < underWay) await rest(250);
    found = { underWay, secondsToReady, secondsToKnown: (performance.now() - begunAt) / 1_000 };
  });
  return found;
}

report('life', {
  secondsToReady: await measureStarts(),
  memory: await measureMemory(),
  recovery: await measureRecovery(),
});
