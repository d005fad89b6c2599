import {
  type Attempt,
  atAttempt,
  currentAttempt,
  operationIdOf,
  type Payment,
  type Payout,
  type ProviderAccountId,
  type ProviderEventId,
  type ProviderEventReading,
  type ProviderReference,
} from '@hangil/core';
import { applyKeyReading, inquireKey } from '../billing-key/ask-about-billing-key.ts';
import type { BillingKey } from '../billing-key/billing-key.ts';
import { settledItself } from '../case/outcome-is-known.ts';
import { commit } from '../decision/commit.ts';
import { decisionContext } from '../decision/decision-context.ts';
import { openCase } from '../decision/open-case.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { applyReading, inquirePayment } from '../payment/ask-provider.ts';
import { lookWhenVisible } from '../payment/recheck-payment.ts';
import { applyPayoutReading, inquirePayout } from '../payout/ask-provider-about-payout.ts';
import { lookAtProvider } from '../schedule/run-schedule.ts';
import type { Schedule } from '../schedule/schedule.ts';
import type { Job, ProviderEventRecord } from '../store/records.ts';

type Accepted = Extract<ProviderEventReading, { kind: 'accepted' }>;

/** Works out what a stored provider event means. Running it again changes nothing more. */
export async function foldProviderEvent(dependencies: EngineDependencies, id: ProviderEventId): Promise<void> {
  const record = await dependencies.store.providerEvent(id);
  if (record === null) return;
  const { providerAccountId, headers, body, receivedAt } = record;
  const reading = dependencies.directory.provider(providerAccountId)?.events?.read({ headers, body, receivedAt });
  if (reading === undefined || reading.kind === 'rejected') throw new UnreadableEvent(id);
  const subject = await findSubject(dependencies, record, reading);
  if (subject !== null) await foldInto(dependencies, subject, reading, receivedAt);
  await markFolded(dependencies, record, reading, subject);
}

/** What was verified when it came cannot be read any more: its secret was changed, or its account is gone. */
class UnreadableEvent extends Error {
  constructor(id: ProviderEventId) {
    super(`provider event ${id} can no longer be read`);
  }
}

/** Failed runs before a person is shown the event; a little over an hour after it came. */
const failuresBeforeCase = 6;

/**
 * A run failed. After several a case is opened; an event that cannot be read is then left to it, any other goes on being tried.
 * @returns whether the event is to be tried again
 */
export async function foldingFailed(
  dependencies: EngineDependencies,
  { subjectId, failures }: Job,
  error: unknown,
): Promise<boolean> {
  if (failures + 1 < failuresBeforeCase) return true;
  const record = await dependencies.store.providerEvent(subjectId as ProviderEventId);
  const owner = record === null ? null : dependencies.directory.ownerOf(record.providerAccountId);
  if (record === null || owner === null) return true;
  const evidence = {
    provider_account_id: record.providerAccountId,
    received_at: record.receivedAt.toISOString(),
    failures: failures + 1,
    reason: error instanceof UnreadableEvent ? 'unreadable' : 'failing',
  };
  const about = { kind: 'poison_event', subjectId, amountMinor: null, currency: null, evidence } as const;
  await commit(dependencies, { cases: [openCase(owner, about, decisionContext(dependencies))] });
  return !(error instanceof UnreadableEvent);
}

type Subject =
  | { readonly kind: 'payment'; readonly payment: Payment; readonly attempt: Attempt }
  /** As it is at the channel of the try that the event names. */
  | { readonly kind: 'payout'; readonly payout: Payout }
  | { readonly kind: 'billing_key'; readonly billingKey: BillingKey }
  | { readonly kind: 'schedule'; readonly schedule: Schedule };

async function findSubject(
  { store }: EngineDependencies,
  { providerAccountId }: ProviderEventRecord,
  { subject }: Accepted,
): Promise<Subject | null> {
  const { reference, providerTransactionId } = subject;
  if (reference !== null) {
    const payment = await store.paymentByReference(providerAccountId, reference);
    if (payment !== null) return { kind: 'payment', payment, attempt: attemptNamed(payment, reference) };
    const payout = await store.payoutByReference(providerAccountId, reference);
    if (payout !== null) return { kind: 'payout', payout: await atTry(store, payout, reference) };
    return findPlan(store, providerAccountId, reference);
  }
  if (providerTransactionId === null) return null;
  const payment = await store.paymentByProviderId(providerAccountId, providerTransactionId);
  return payment === null ? null : { kind: 'payment', payment, attempt: currentAttempt(payment) };
}

async function atTry(
  store: EngineDependencies['store'],
  payout: Payout,
  reference: Payout['reference'],
): Promise<Payout> {
  if (payout.reference === reference) return payout;
  const operation = (await store.operationsOf(payout.id)).find((each) => each.reference === reference);
  if (operation === undefined) return payout;
  const { channelId, providerAccountId } = operation;
  return { ...payout, channelId, providerAccountId, reference };
}

function attemptNamed(payment: Payment, reference: Attempt['reference']): Attempt {
  return payment.attempts.find((attempt) => attempt.reference === reference) ?? currentAttempt(payment);
}

/** A key or a schedule, by the operation that its reference was made of. */
async function findPlan(
  store: EngineDependencies['store'],
  account: ProviderAccountId,
  reference: ProviderReference,
): Promise<Subject | null> {
  const operation = await store.operation(operationIdOf(reference));
  if (operation === null || operation.providerAccountId !== account) return null;
  const billingKey = await store.document('billing_key', operation.subjectId);
  if (billingKey !== null) return { kind: 'billing_key', billingKey };
  const schedule = await store.document('schedule', operation.subjectId);
  return schedule === null ? null : { kind: 'schedule', schedule };
}

async function foldInto(
  dependencies: EngineDependencies,
  subject: Subject,
  { content }: Accepted,
  receivedAt: Date,
): Promise<void> {
  if (subject.kind === 'payment') {
    const { payment, attempt } = subject;
    if (content.kind === 'payment')
      await applyReading(dependencies, payment, { ...content.reading, askedAt: receivedAt }, { about: attempt });
    if (content.kind === 'hint') await followHint(dependencies, payment, attempt, receivedAt);
  } else if (subject.kind === 'billing_key') {
    const { billingKey } = subject;
    if (content.kind === 'hint')
      await applyKeyReading(dependencies, billingKey, answered(await inquireKey(dependencies, billingKey)));
  } else if (subject.kind === 'schedule') {
    // A provider that proves its events speaks of the payment, which is adopted as soon as its clock shows the charge.
    if (content.kind !== 'ignored') answered(await lookAtProvider(dependencies, subject.schedule.id));
  } else {
    const { payout } = subject;
    if (content.kind === 'payout')
      await applyPayoutReading(dependencies, payout.id, {
        ...content.reading,
        askedAt: receivedAt,
        about: payout.reference,
      });
    if (content.kind === 'hint')
      await applyPayoutReading(dependencies, payout.id, answered(await inquirePayout(dependencies, payout)));
  }
}

/** Asks the provider. What it does not show yet, it shows some time later: when there is no news, a second look is planned. */
async function followHint(
  dependencies: EngineDependencies,
  payment: Payment,
  about: Attempt,
  receivedAt: Date,
): Promise<void> {
  const reading = answered(await inquirePayment(dependencies, atAttempt(payment, about)));
  const asked = await applyReading(dependencies, payment, reading, { about });
  const jobs = asked.version === payment.version ? lookWhenVisible(dependencies, payment, receivedAt) : [];
  if (jobs.length > 0) await commit(dependencies, { jobs });
}

/** A hint that could not be followed is tried again by its job. */
function answered<Reading extends { readonly kind: string }>(reading: Reading): Reading {
  if (reading.kind === 'unknown') throw new Error('provider does not answer');
  return reading;
}

/** An authentic event about nothing we know is kept as `unmatched` and logged; a mere hint may come from anybody and is only kept. */
async function markFolded(
  dependencies: EngineDependencies,
  record: ProviderEventRecord,
  { content }: Accepted,
  subject: Subject | null,
): Promise<void> {
  const context = decisionContext(dependencies);
  const subjectId = subject === null ? null : idOf(subject);
  const status = subject === null && content.kind !== 'ignored' ? 'unmatched' : 'folded';
  if (record.status === status) return;
  const tells = status === 'unmatched' && content.kind !== 'hint';
  if (tells) {
    dependencies.log('warn', 'authentic provider event about an unknown payment or payout', {
      provider_event_id: record.id,
      provider_account_id: record.providerAccountId,
    });
  }
  const owner = dependencies.directory.ownerOf(record.providerAccountId);
  const key = `poison_event:${record.id}`;
  await commit(dependencies, {
    foldedProviderEvents: [{ id: record.id, status, subjectId, foldedAt: context.now }],
    resolvedCases: owner === null ? [] : [settledItself(owner, key, context.now)],
  });
}

function idOf(subject: Subject): string {
  switch (subject.kind) {
    case 'payment':
      return subject.payment.id;
    case 'payout':
      return subject.payout.id;
    case 'billing_key':
      return subject.billingKey.id;
    case 'schedule':
      return subject.schedule.id;
  }
}
