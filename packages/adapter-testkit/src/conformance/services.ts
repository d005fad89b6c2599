import assert from 'node:assert/strict';
import type {
  CashReceiptAtProvider,
  ChannelId,
  IssueCashReceiptRequest,
  PaymentProvider,
  ProviderReference,
  ShipmentRequest,
} from '@hangil/core';
import type { Fault } from '../fault-plan.ts';
import { failedReads, failReads } from './cut-off.ts';
import { expectKind } from './expectations.ts';
import { offeredPorts, onStage, type Stage } from './harness.ts';
import { paidPayment } from './paid-payment.ts';
import { assertNothingSecret } from './secret-search.ts';
import type { ConformanceSubject, Scenario, ServiceSamples } from './subject.ts';

const group = 'services';

const refusedBefore = 'what can be done is refused before';

const lostBefore: Fault = { kind: 'lose_before' };
const lostAfter: Fault = { kind: 'lose_after' };

/** What a provider offers beside payments. */
export function serviceScenarios(subject: ConformanceSubject): Scenario[] {
  const { cashReceipts, shipments, identityVerifications } = offeredPorts(subject);
  const { cashReceipt, shipment, identityVerification } = subject.services ?? {};
  return [
    ...(cashReceipts === undefined || cashReceipt === undefined ? [] : receiptScenarios(subject, cashReceipt)),
    ...(shipments === undefined || shipment === undefined ? [] : shipmentScenarios(subject, shipment)),
    ...(identityVerifications === undefined || identityVerification === undefined
      ? []
      : verificationScenarios(subject, identityVerification)),
  ];
}

function receiptScenarios(
  subject: ConformanceSubject,
  { operation, cancelOperation, ...sample }: NonNullable<ServiceSamples['cashReceipt']>,
): Scenario[] {
  const scenario = (
    name: string,
    act: (stage: Stage, request: IssueCashReceiptRequest) => Promise<void>,
  ): Scenario => ({
    group,
    name,
    run: () =>
      onStage(subject, async (stage) => {
        const reference = stage.nextReference();
        const { channelId } = channelOf(stage, sample.channelId);
        await act(stage, {
          ...sample,
          channelId,
          reference,
          subject: { kind: 'outside_sale', orderName: 'Conformance' },
        });
      }),
  });
  const issue = async ({ provider }: Stage, request: IssueCashReceiptRequest) => {
    const port = portOf(provider, 'cashReceipts');
    assert.equal(port.check?.(request) ?? null, null, refusedBefore);
    const verdict = await port.issue(request, {});
    assertNothingSecret('the verdict', verdict, [{ name: 'identifier', value: request.identifier.number }]);
    return verdict;
  };
  const inquire = (stage: Stage, request: IssueCashReceiptRequest) =>
    portOf(stage.provider, 'cashReceipts').inquire(receiptOf(stage, request), {});

  return [
    scenario('a receipt that is issued is for what was asked, and is shown alike', async (stage, request) => {
      const issued = expectKind(await issue(stage, request), ['issued'], 'nothing is wrong with the sample');
      assert.deepEqual(issued.amount, request.amount);
      assert.deepEqual(await inquire(stage, request), issued);
    }),
    scenario('a receipt is not issued a second time under its reference', async (stage, request) => {
      const first = await issue(stage, request);
      const second = await issue(stage, request);
      // A provider that knows the repetition may give the first answer again.
      if (second.kind === 'issued') assert.deepEqual(second, first, 'another receipt was issued');
      else expectKind(second, ['declined', 'unknown'], 'it stands already');
    }),
    scenario('a receipt whose answer is lost is unknown, and asking tells the truth', async (stage, request) => {
      stage.fake.faults.inject(operation, lostBefore);
      expectKind(await issue(stage, request), ['unknown'], 'it may have been issued');
      stage.untilVisible();
      expectKind(await inquire(stage, request), ['absent'], 'it was not issued');
      const again = { ...request, reference: stage.nextReference() };
      stage.fake.faults.inject(operation, lostAfter);
      expectKind(await issue(stage, again), ['unknown'], 'it may have been issued');
      stage.untilVisible();
      expectKind(await inquire(stage, again), ['issued'], 'it was issued');
    }),
    scenario('a receipt that is canceled is shown as canceled, once', async (stage, request) => {
      await issue(stage, request);
      const cancel = () => portOf(stage.provider, 'cashReceipts').cancel(receiptOf(stage, request), {});
      stage.fake.faults.inject(cancelOperation, lostBefore);
      expectKind(await cancel(), ['unknown'], 'it may have been canceled');
      expectKind(await cancel(), ['canceled'], 'it stood');
      const shown = await inquire(stage, request);
      assert.ok(shown.kind === 'absent' || (shown.kind === 'issued' && shown.canceledAt !== null), 'it still stands');
    }),
    ...failedReads.map(({ name, fault }) =>
      scenario(`an inquiry about a receipt that is ${name} is unknown, never absent`, async (stage, request) => {
        await issue(stage, request);
        stage.untilVisible();
        failReads(stage.fake, fault);
        expectKind(await inquire(stage, request), ['unknown'], 'a failed inquiry proves nothing');
      }),
    ),
    scenario('a receipt that nobody listens to is not_created', async (stage, request) => {
      await stage.stopFake();
      expectKind(await issue(stage, request), ['not_created'], 'the connection was refused');
    }),
  ];
}

function receiptOf(stage: Stage, { channelId, reference }: IssueCashReceiptRequest): CashReceiptAtProvider {
  return { channelId, reference, payment: null, providerReceiptId: null, requestedAt: stage.now() };
}

function shipmentScenarios(
  subject: ConformanceSubject,
  { operation, ...details }: NonNullable<ServiceSamples['shipment']>,
): Scenario[] {
  const scenario = (name: string, act: (stage: Stage, request: ShipmentRequest) => Promise<void>): Scenario => ({
    group,
    name,
    run: () =>
      onStage(subject, async (stage) => {
        const payment = await paidPayment(stage);
        await act(stage, { ...details, channelId: payment.channelId, payment });
      }),
  });
  const port = ({ provider }: Stage) => portOf(provider, 'shipments');

  return [
    scenario('a delivery is registered once, and changed', async (stage, request) => {
      assert.equal(port(stage).check?.(request, 'add') ?? null, null, refusedBefore);
      expectKind(await port(stage).add(request, {}), ['registered'], 'the payment is paid');
      expectKind(await port(stage).add(request, {}), ['declined'], 'it is registered already');
      const changed = { ...request, trackingNumber: `${request.trackingNumber}9` };
      expectKind(await port(stage).update(changed, {}), ['registered'], 'it was registered');
      const shown = expectKind(await port(stage).inquire(request.payment, {}), ['registered'], 'it is registered');
      assert.equal(shown.trackingNumber, changed.trackingNumber);
    }),
    scenario('a delivery whose answer is lost is unknown, and asking tells the truth', async (stage, request) => {
      stage.fake.faults.inject(operation, lostBefore);
      expectKind(await port(stage).add(request, {}), ['unknown'], 'it may have been registered');
      expectKind(await port(stage).inquire(request.payment, {}), ['absent'], 'it was not registered');
      stage.fake.faults.inject(operation, lostAfter);
      expectKind(await port(stage).add(request, {}), ['unknown'], 'it may have been registered');
      expectKind(await port(stage).inquire(request.payment, {}), ['registered'], 'it was registered');
    }),
    ...failedReads.map(({ name, fault }) =>
      scenario(`an inquiry about a delivery that is ${name} is unknown, never absent`, async (stage, request) => {
        await port(stage).add(request, {});
        failReads(stage.fake, fault);
        expectKind(await port(stage).inquire(request.payment, {}), ['unknown'], 'a failed inquiry proves nothing');
      }),
    ),
    scenario('a delivery that nobody listens to is not_created', async (stage, request) => {
      await stage.stopFake();
      expectKind(await port(stage).add(request, {}), ['not_created'], 'the connection was refused');
    }),
  ];
}

function verificationScenarios(
  subject: ConformanceSubject,
  { operation, code, person, channelId: ownChannel }: NonNullable<ServiceSamples['identityVerification']>,
): Scenario[] {
  const scenario = (name: string, act: (stage: Stage, request: () => ReturnType<typeof ask>) => Promise<void>) => ({
    group,
    name,
    run: () => onStage(subject, (stage) => act(stage, () => ask(stage))),
  });
  async function ask(stage: Stage) {
    const { channelId } = channelOf(stage, ownChannel);
    const request = {
      channelId,
      reference: stage.nextReference(),
      method: { type: 'code', person },
      returnUrl: null,
    } as const;
    const port = portOf(stage.provider, 'identityVerifications');
    assert.equal(port.check?.(request) ?? null, null, refusedBefore);
    const verdict = await port.request(request, {});
    const secrets = [
      { name: 'phone', value: person.phone },
      { name: 'birth date', value: person.birthDate },
    ];
    assertNothingSecret('the verdict', verdict, secrets);
    return { verdict, channelId, reference: request.reference as ProviderReference };
  }

  return [
    scenario('who types in the code is verified, and who does not is not', async (stage, request) => {
      const { verdict, channelId, reference } = await request();
      const { providerVerificationId } = expectKind(verdict, ['requested'], 'nothing is wrong with the sample');
      assert.ok(providerVerificationId !== null, 'a code belongs to something');
      const port = portOf(stage.provider, 'identityVerifications');
      const confirm = (typed: string | null) => port.confirm({ channelId, providerVerificationId, code: typed }, {});
      expectKind(await confirm(null), ['waiting'], 'nobody has typed anything');
      expectKind(await confirm(`9${code.slice(1)}`), ['declined'], 'the code is wrong');
      const verified = expectKind(await confirm(code), ['verified'], 'the code is right');
      assert.equal(verified.reference, reference);
      assert.equal(verified.person.connectingInformation, null, 'CI is kept although the account is not set to');
      expectKind(await port.delete(providerVerificationId, {}), ['deleted'], 'it was there');
      expectKind(await confirm(null), ['absent'], 'it was deleted');
    }),
    scenario(
      'a code whose answer is lost is unknown; one that nobody listens to is not_created',
      async (stage, request) => {
        stage.fake.faults.inject(operation, lostAfter);
        expectKind((await request()).verdict, ['unknown'], 'a code may have been sent');
        await stage.stopFake();
        expectKind((await request()).verdict, ['not_created'], 'the connection was refused');
      },
    ),
  ];
}

function channelOf({ subject }: Stage, own: string | undefined): { readonly channelId: ChannelId } {
  return { channelId: (own ?? subject.channelId) as ChannelId };
}

function portOf<Name extends 'cashReceipts' | 'shipments' | 'identityVerifications'>(
  provider: PaymentProvider,
  name: Name,
): NonNullable<PaymentProvider[Name]> {
  const port = provider[name];
  assert.ok(port !== undefined);
  return port as NonNullable<PaymentProvider[Name]>;
}
