import assert from 'node:assert/strict';
import type { InformationRequest, PaymentPort } from '@hangil/core';
import { cutOffs } from './cut-off.ts';
import { expectKind, expectSucceeded } from './expectations.ts';
import { bookedPayment, onStage, type Stage, type StartedPayment, startPayment, whatIsOpen } from './harness.ts';
import { confirm, visit } from './payments.ts';
import type { ConformanceSubject, Scenario } from './subject.ts';

const group = 'information';

/** What a provider asks the shopper for before the payment goes on. */
export function informationScenarios(subject: ConformanceSubject): Scenario[] {
  const { information } = subject.services ?? {};
  if (information === undefined) return [];
  const { payment: sample, answers, operation } = information;
  const scenario = (name: string, act: (stage: Stage, asking: StartedPayment) => Promise<void>): Scenario => ({
    group,
    name,
    run: () => onStage(subject, async (stage) => act(stage, await startPayment(stage, sample))),
  });

  return [
    scenario('what is missing is asked for, and the payment goes on once it was told', async (stage, asking) => {
      const { waitsFor, nextAction } = await whatIsOpen(stage, asking);
      assert.equal(waitsFor, 'shopper');
      assert.equal(nextAction?.type, 'provide_information', 'the shopper is not asked');
      const paths = nextAction.fields.map(({ path }) => path);
      assert.deepEqual(paths.toSorted(), Object.keys(answers).toSorted(), 'something else is asked for');

      expectKind(await provide(stage, { payment: asking.payment, fields: answers }), ['pending'], 'it was told');
      assert.equal(charges(stage, asking), 0, 'telling something moves no money');
      stage.untilVisible();
      const open = expectKind(
        await stage.provider.payments.inquire(asking.payment, {}),
        ['pending'],
        'nobody has paid',
      );
      assert.notEqual(open.nextAction?.type, 'provide_information', 'it is asked again for what was told');
      await visit(stage, open.nextAction);
      await stage.fake.shopper(asking.reference, 'approve');
      await confirm(stage, asking);
      stage.untilVisible();
      const reading = await stage.provider.payments.inquire(asking.payment, {});
      expectSucceeded(reading, { amount: sample.amount, reference: asking.reference }, 'the shopper has paid');
    }),
    ...cutOffs.map(({ name, fault }) =>
      scenario(`an answer of the shopper that is ${name} is unknown, and may be given again`, async (stage, asking) => {
        stage.fake.faults.inject(operation, fault);
        const request = { payment: asking.payment, fields: answers };
        expectKind(await provide(stage, request), ['unknown'], 'it may have been taken');
        const again = await provide(stage, request);
        expectKind(again, ['pending', 'not_created'], 'it was taken before, or is taken now');
        assert.equal(charges(stage, asking), 0, 'telling something moves no money');
      }),
    ),
    scenario('an answer of the shopper that nobody listens to is not_created', async (stage, { payment }) => {
      await stage.stopFake();
      expectKind(await provide(stage, { payment, fields: answers }), ['not_created'], 'the connection was refused');
    }),
  ];
}

function provide(
  { provider }: Stage,
  request: InformationRequest,
): ReturnType<NonNullable<PaymentPort['provideInformation']>> {
  const { provideInformation } = provider.payments;
  assert.ok(provideInformation !== undefined, 'there is services.information and no payments.provideInformation');
  return provideInformation(request, {});
}

function charges(stage: Stage, { reference }: StartedPayment): number {
  return bookedPayment(stage, reference)?.charges ?? 0;
}
