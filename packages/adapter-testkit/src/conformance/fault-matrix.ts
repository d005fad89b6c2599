import assert from 'node:assert/strict';
import type {
  CreateIdempotency,
  PaymentReading,
  PaymentVerdict,
  PayoutReading,
  PayoutVerdict,
  RefundReading,
  RefundVerdict,
} from '@hangil/core';
import type { Fault } from '../fault-plan.ts';
import { expectKind, expectSucceeded, type MovedMoney } from './expectations.ts';
import { onStage, type Stage, settled } from './harness.ts';
import type { ConformanceSubject, Scenario } from './subject.ts';

/** One call that moves money, ready to be sent. */
export interface Movement {
  readonly expected: MovedMoney;
  send(signal?: AbortSignal): Promise<PaymentVerdict | RefundVerdict | PayoutVerdict>;
  inquire(): Promise<PaymentReading | RefundReading | PayoutReading>;
  /** How often the money moved by the fake's own books. */
  moved(): number;
  /** What an inquiry finds when the call did nothing: `absent`, unless the payment stands there already. */
  readonly untouched?: 'pending';
}

export interface MovementKind {
  readonly group: string;
  /** The fake's operation that moves the money. */
  readonly operation: string;
  /** What is declared for sending the same twice. */
  readonly idempotency: CreateIdempotency | 'expected_balance';
  prepare(stage: Stage): Promise<Movement>;
}

interface Row {
  readonly name: string;
  readonly fault: Fault;
  readonly acted: boolean;
}

/** Answers with HTTP 200 that are no answer. */
const garbage = ['', '<html>maintenance</html>', '{', '{}', '[]', 'null', '0', '"ok"', '{"unexpected":true}'];

const rows: readonly Row[] = [
  { name: 'lost before the provider acted', fault: { kind: 'lose_before' }, acted: false },
  { name: 'lost after the provider acted', fault: { kind: 'lose_after' }, acted: true },
  { name: 'answered with 503 before the provider acted', fault: { kind: 'error_before', status: 503 }, acted: false },
  { name: 'answered with 502 after the provider acted', fault: { kind: 'error_after', status: 502 }, acted: true },
  ...garbage.map(
    (body): Row => ({
      name: `answered with ${body === '' ? 'an empty body' : body} after the provider acted`,
      fault: { kind: 'garbage', body },
      acted: true,
    }),
  ),
];

/** What must hold for every call that moves money, whatever the network and the provider do. */
export function faultScenarios(subject: ConformanceSubject, kind: MovementKind): Scenario[] {
  const { group, operation } = kind;
  const asks = subject.adapter.manifest.inquiry.kind !== 'none';
  const scenario = (name: string, act: (stage: Stage, movement: Movement) => Promise<void>): Scenario => ({
    group,
    name,
    run: () => onStage(subject, async (stage) => act(stage, await kind.prepare(stage))),
  });

  return [
    ...rows.map(({ name, fault, acted }) =>
      scenario(
        `a call that is ${name} is unknown${asks ? `, and an inquiry finds ${acted ? 'it done once' : 'nothing'}` : ''}`,
        async (stage, movement) => {
          stage.fake.faults.inject(operation, fault);
          expectKind(await movement.send(), ['unknown'], 'it may have happened');
          await expectTruth(stage, movement, acted, asks);
        },
      ),
    ),
    scenario('a call that was never answered and is given up by its signal is unknown', async (stage, movement) => {
      const controller = new AbortController();
      stage.fake.faults.inject(operation, { kind: 'hold_after' });
      const sent = movement.send(controller.signal);
      await settled(stage.fake.faults.whenHeld(), `${operation} was not called`);
      controller.abort();
      expectKind(await settled(sent, 'the call did not end with its signal'), ['unknown'], 'it may have happened');
      stage.fake.faults.releaseHeld();
      await expectTruth(stage, movement, true, asks);
    }),
    scenario(
      'a call whose signal was aborted before is not_created, and the provider hears nothing of it',
      async (stage, movement) => {
        const callsBefore = stage.fake.calls().length;
        expectKind(await movement.send(AbortSignal.abort()), ['not_created'], 'nothing left us');
        assert.equal(stage.fake.calls().length, callsBefore, 'the provider was called');
      },
    ),
    scenario('a call that nobody listens to is not_created', async (stage, movement) => {
      await stage.stopFake();
      expectKind(await movement.send(), ['not_created'], 'the connection was refused');
      assert.equal(movement.moved(), 0);
    }),
    ...[403, 404, 429].map((status) =>
      scenario(`a ${status} that is not the provider's own answer is no decline`, async (stage, movement) => {
        stage.fake.faults.inject(operation, { kind: 'error_before', status });
        expectKind(await movement.send(), ['unknown', 'not_created'], 'somebody between us and the provider answered');
      }),
    ),
    ...(asks ? inquiryFaultScenarios(subject, scenario) : []),
    ...(kind.idempotency === 'none' ? [] : [repetitionScenario(kind, scenario)]),
  ];
}

async function expectTruth(stage: Stage, movement: Movement, acted: boolean, asks: boolean): Promise<void> {
  assert.equal(movement.moved(), acted ? 1 : 0, "the provider's books tell how often money moved");
  if (!asks) return;
  stage.untilVisible();
  const reading = await movement.inquire();
  if (acted) expectSucceeded(reading, movement.expected, 'the provider has done it');
  else expectKind(reading, [movement.untouched ?? 'absent'], 'the provider has done nothing');
  assert.equal(movement.moved(), acted ? 1 : 0, 'an inquiry moves no money');
}

type MakeScenario = (name: string, act: (stage: Stage, movement: Movement) => Promise<void>) => Scenario;

function inquiryFaultScenarios({ operations }: ConformanceSubject, scenario: MakeScenario): Scenario[] {
  const faults: [string, Fault][] = [
    ['lost', { kind: 'lose_before' }],
    ['answered with 503', { kind: 'error_before', status: 503 }],
    ['answered with HTML', { kind: 'garbage', body: '<html>maintenance</html>' }],
    ['answered with an empty object', { kind: 'garbage', body: '{}' }],
    ["answered with a 404 that is not the provider's own", { kind: 'error_before', status: 404 }],
  ];
  return faults.map(([name, fault]) =>
    scenario(`an inquiry that is ${name} is unknown, never absent`, async (stage, movement) => {
      await movement.send();
      stage.untilVisible();
      const callsBefore = stage.fake.calls().length;
      for (const operation of operations.inquire) stage.fake.faults.inject(operation, fault, 10);
      expectKind(await movement.inquire(), ['unknown'], 'a failed inquiry proves nothing');
      const called = stage.fake.calls().slice(callsBefore);
      assert.ok(
        fault.kind !== 'garbage' || called.some(({ operation }) => operations.inquire.includes(operation)),
        'no operation of operations.inquire was called',
      );
    }),
  );
}

/** Declared idempotency: the second call moves nothing and is never told as another movement. */
function repetitionScenario({ idempotency }: MovementKind, scenario: MakeScenario): Scenario {
  return scenario('the same call sent twice moves the money once', async (_, movement) => {
    const first = await movement.send();
    const second = await movement.send();
    assert.equal(movement.moved(), 1, 'money moved twice');
    if (second.kind === 'succeeded') {
      assert.ok(
        idempotency === 'key' && first.kind === 'succeeded',
        'a repetition that moved nothing was told as a success',
      );
      assert.equal(
        second.providerTransactionId,
        first.providerTransactionId,
        'the repetition was told as another movement',
      );
    }
    if ((second.kind === 'declined' || second.kind === 'not_created') && idempotency !== 'expected_balance') {
      assert.equal(second.reason, 'duplicate', `${second.kind} for another reason lets the engine try elsewhere`);
    }
  });
}
