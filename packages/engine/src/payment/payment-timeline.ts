import { owned } from '../decision/owned.ts';
import type { Engine, TimelineStep } from '../engine.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { Operation } from '../store/operation.ts';
import type { OutgoingEvent, ProviderEventRecord } from '../store/records.ts';

type Step = Omit<TimelineStep, 'sinceLastMs'>;

/** Everything that happened to a payment and its refunds, in order. Carries ids, states and amounts; no personal data. */
export function makePaymentTimeline({ store }: EngineDependencies): Engine['paymentTimeline'] {
  return async (scope, id) => {
    const payment = owned(await store.payment(id), scope);
    const refunds = await store.refundsOf(id);
    const subjects: string[] = [id, ...refunds.map((refund) => refund.id)];
    const operations = (await Promise.all(subjects.map((subject) => store.operationsOf(subject)))).flat();
    const events = (await Promise.all(subjects.map((subject) => store.eventsOf(subject)))).flat();
    const steps: Step[] = [
      {
        at: payment.createdAt,
        type: 'payment.created',
        detail: { amount: payment.amountMinor, channel_id: payment.channelId, rule: payment.routing.rule },
      },
      ...operations.flatMap(operationSteps),
      ...(await store.providerEventsOf(id)).map(receivedStep),
      ...events.map(eventStep),
    ];
    return withDurations(steps);
  };
}

function operationSteps({ id, kind, reference, sentAt, finishedAt, outcome, cause, createdAt }: Operation): Step[] {
  const detail = { operation_id: id, kind, reference };
  const steps: Step[] = [
    { at: sentAt ?? createdAt, type: sentAt === null ? 'provider.queued' : 'provider.called', detail },
  ];
  if (outcome !== null)
    steps.push({
      at: finishedAt ?? sentAt ?? createdAt,
      type: 'provider.answered',
      detail: { ...detail, outcome, cause },
    });
  return steps;
}

function receivedStep({ id, receivedAt, status }: ProviderEventRecord): Step {
  return { at: receivedAt, type: 'provider_event.received', detail: { provider_event_id: id, status } };
}

function eventStep({ id, type, createdAt, subjectId }: OutgoingEvent): Step {
  return { at: createdAt, type, detail: { event_id: id, subject_id: subjectId } };
}

function withDurations(steps: readonly Step[]): TimelineStep[] {
  const sorted = [...steps].sort((left, right) => left.at.getTime() - right.at.getTime());
  return sorted.map((step, index) => ({
    ...step,
    sinceLastMs: step.at.getTime() - (sorted[index - 1]?.at ?? step.at).getTime(),
  }));
}
