import { onStage, type Stage, startPayment } from './harness.ts';
import { assertNothingSecret, secretsOf } from './secret-search.ts';
import type { ConformanceSubject, PaymentSample, Scenario } from './subject.ts';
import { outputOf } from './watch-output.ts';

/** Every scenario looks for secrets in what it saw; this one makes the provider fail in every way on purpose. */
export function secretScenarios(subject: ConformanceSubject): Scenario[] {
  const sample = subject.samples.directCharge;
  const operation = subject.operations.directCharge;
  if (sample === undefined || operation === undefined) return [];
  return [
    {
      group: 'secrets',
      name: 'card data and credentials stand in no verdict and no error, however the provider fails',
      run: () => onStage(subject, (stage) => failInEveryWay(stage, sample, operation)),
    },
    {
      group: 'secrets',
      name: 'card data and credentials are written to no log, however the provider fails',
      async run() {
        const written = await outputOf(() =>
          onStage(subject, async (stage) => {
            await startPayment(stage, sample);
            await failInEveryWay(stage, sample, operation);
          }),
        );
        assertNothingSecret('the log', written, secretsOf(subject));
      },
    },
  ];
}

async function failInEveryWay(stage: Stage, sample: PaymentSample, operation: string): Promise<void> {
  const { faults } = stage.fake;
  stage.fake.decideNext('decline');
  await startPayment(stage, sample);
  for (const status of [400, 401, 403, 404, 422, 500]) {
    faults.inject(operation, { kind: 'error_before', status });
    await startPayment(stage, sample);
  }
  faults.inject(operation, { kind: 'garbage', body: JSON.stringify(sample.method) });
  await startPayment(stage, sample);
  faults.inject(operation, { kind: 'lose_before' });
  await startPayment(stage, sample);
  await stage.stopFake();
  await startPayment(stage, sample);
}
