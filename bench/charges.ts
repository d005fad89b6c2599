import { Pool } from 'undici';
import { quantile, runAtRate } from './support/load.ts';
import { cardPayment, configurationOf, confirmBody, headersOf, toConfirmable } from './support/merchants.ts';
import { report, withBench } from './support/processes.ts';
import { delayMsOf, isDeclined } from './support/published-profile.ts';

/**
 * Charges at fixed rates, at a provider as slow and as strict as another gateway publishes: payments are made and then
 * confirmed, at ticks that wait for nobody. The rate is raised until making a payment takes more than 100 ms one time in a
 * hundred.
 */
const firstRate = Number(process.env.BENCH_RATE ?? 200);
const rateStep = 200;
const secondsPerRate = Number(process.env.BENCH_SECONDS ?? 10);
const creationP99MaxMs = 100;

interface Stage {
  readonly chargesPerSecond: number;
  readonly creationP50Ms: number;
  readonly creationP99Ms: number;
  /** Beyond what the provider took. */
  readonly addedP50Ms: number;
  readonly addedP99Ms: number;
  readonly declinedShare: number;
  readonly failures: number;
}

async function charge(gateway: Pool, orderId: string, dueAtMs: number, taken: Taken): Promise<void> {
  const post = async (path: string, body: string) => {
    const response = await gateway.request({ method: 'POST', path, headers: headersOf(0), body });
    return { status: response.statusCode, text: await response.body.text() };
  };
  const created = await post('/v1/payments', JSON.stringify(cardPayment(orderId)));
  const createdAtMs = performance.now();
  taken.creationMs.push(createdAtMs - dueAtMs);
  if (created.status !== 201) {
    taken.failures += 1;
    return;
  }
  const payment = toConfirmable(created.text);
  const confirmed = await post(`/v1/payments/${payment.id}/confirm`, confirmBody(payment));
  taken.addedMs.push(performance.now() - createdAtMs - delayMsOf(payment.reference));
  const declined = isDeclined(payment.reference);
  if (declined) taken.declined += 1;
  // After a decline the shopper may try again at the window.
  const expected = declined ? '"status":"requires_action"' : '"status":"paid"';
  if (confirmed.status !== 200 || !confirmed.text.includes(expected)) taken.failures += 1;
}

interface Taken {
  readonly creationMs: number[];
  readonly addedMs: number[];
  declined: number;
  failures: number;
}

async function measure(gateway: Pool, chargesPerSecond: number, seconds: number): Promise<Stage> {
  const taken: Taken = { creationMs: [], addedMs: [], declined: 0, failures: 0 };
  await runAtRate(chargesPerSecond, seconds, (number, dueAtMs) =>
    charge(gateway, `RATE-${chargesPerSecond}-${seconds}-${number}`, dueAtMs, taken),
  );
  const ms = (values: readonly number[], share: number) => Number(quantile(values, share).toFixed(1));
  return {
    chargesPerSecond,
    creationP50Ms: ms(taken.creationMs, 0.5),
    creationP99Ms: ms(taken.creationMs, 0.99),
    addedP50Ms: ms(taken.addedMs, 0.5),
    addedP99Ms: ms(taken.addedMs, 0.99),
    declinedShare: Number((taken.declined / (chargesPerSecond * seconds)).toFixed(3)),
    failures: taken.failures,
  };
}

await withBench(async ({ startSupport, startGateway }) => {
  const provider = await startSupport('instant-iamport', 'profile');
  const gateway = await startGateway(configurationOf(provider.url));
  const pool = new Pool(gateway.url, { connections: 2_000, pipelining: 1 });
  await measure(pool, firstRate, secondsPerRate - 1);
  const stages: Stage[] = [];
  for (let rate = firstRate; stages.at(-1) === undefined || holds(stages.at(-1) as Stage); rate += rateStep) {
    const stage = await measure(pool, rate, secondsPerRate);
    process.stdout.write(`${JSON.stringify(stage)}\n`);
    stages.push(stage);
  }
  await pool.close();
  report('charges', { secondsPerRate, highestRate: stages.filter(holds).at(-1)?.chargesPerSecond ?? 0, stages });
});

function holds({ creationP99Ms, failures }: Stage): boolean {
  return creationP99Ms <= creationP99MaxMs && failures === 0;
}
