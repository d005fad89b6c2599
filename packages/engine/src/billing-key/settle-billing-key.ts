import {
  type Absent,
  type BillingKeyReading,
  type BillingKeyVerdict,
  type Failure,
  type IssuedBillingKey,
  toFailure,
} from '@hangil/core';
import { outcomeIsKnown } from '../case/outcome-is-known.ts';
import { type DecisionContext, outgoingEvent } from '../decision/decision-context.ts';
import { needsPerson, nextCheckAt, nobodyCame, type Waiting } from '../decision/ladder.ts';
import { merge } from '../decision/merge.ts';
import { openCase } from '../decision/open-case.ts';
import { failureOf } from '../payment/settle-payment.ts';
import type { ChangeSet } from '../store/change-set.ts';
import {
  type BillingKey,
  type BillingKeyStatus,
  type BillingKeyValue,
  changedKey,
  isBeingIssued,
} from './billing-key.ts';

/** A key after some news, with what the news changes beside it. The same object when nothing changed. */
export interface KeySettlement {
  readonly billingKey: BillingKey;
  readonly changes: ChangeSet;
}

export type KeyNews = BillingKeyVerdict | Exclude<BillingKeyReading, Absent>;

/** Folds what a provider says into a key. Pure. A key that was seen is a fact also after we gave up; a deleted one stays deleted. */
export function settleBillingKey(billingKey: BillingKey, news: KeyNews, context: DecisionContext): KeySettlement {
  switch (news.kind) {
    case 'issued':
      return settleIssued(billingKey, news, context);
    case 'pending': {
      const waits = billingKey.status === 'pending' || billingKey.status === 'unknown';
      const nextAction = news.nextAction ?? billingKey.value.nextAction;
      return waits ? become(billingKey, 'requires_action', { nextAction }, context) : unchanged(billingKey);
    }
    case 'declined':
    case 'not_created':
      return isBeingIssued(billingKey) ? settleFailed(billingKey, failureOf(news), context) : unchanged(billingKey);
    case 'unknown':
      return billingKey.status === 'pending' ? become(billingKey, 'unknown', {}, context) : unchanged(billingKey);
    default:
      return news satisfies never;
  }
}

/** The provider certainly has no such key. */
export function settleKeyAbsence(billingKey: BillingKey, context: DecisionContext): KeySettlement {
  return settleFailed(billingKey, toFailure('provider_unreachable', 'timed_out'), context);
}

/** The shopper had the window for days and never finished. */
export function giveUpOnWindow(billingKey: BillingKey, context: DecisionContext): KeySettlement {
  return settleFailed(billingKey, toFailure('payment_declined', 'timed_out'), context);
}

/** What the shopper was shown has to be told to the provider: until that has an outcome nothing else may use it. */
export function confirmKeyBegun(billingKey: BillingKey, context: DecisionContext): KeySettlement {
  return become(billingKey, 'pending', {}, context);
}

/** A confirm certainly did nothing: the window still stands. */
export function confirmKeyCameToNothing(billingKey: BillingKey, context: DecisionContext): KeySettlement {
  return become(billingKey, 'requires_action', {}, context);
}

function unchanged(billingKey: BillingKey): KeySettlement {
  return { billingKey, changes: {} };
}

function settleIssued(billingKey: BillingKey, news: IssuedBillingKey, context: DecisionContext): KeySettlement {
  if (billingKey.status === 'active' || billingKey.status === 'deleted') return unchanged(billingKey);
  if (news.reference !== billingKey.value.reference) return contradicted(billingKey, news, context);
  const { providerKey, card, channels } = news;
  const issued = { providerKey, card, channels, nextAction: null, failure: null, issuedAt: context.now };
  return become(billingKey, 'active', issued, context);
}

/** A key under another name than ours may be another customer's: it is never used. */
function contradicted(billingKey: BillingKey, news: IssuedBillingKey, context: DecisionContext): KeySettlement {
  const evidence = {
    contradiction: 'reference',
    asked_reference: billingKey.value.reference,
    reported_reference: news.reference,
  };
  const subject = {
    kind: 'contradiction',
    subjectId: billingKey.id,
    amountMinor: null,
    currency: null,
    evidence,
  } as const;
  const doubted = billingKey.status === 'pending' ? become(billingKey, 'unknown', {}, context) : unchanged(billingKey);
  return {
    billingKey: doubted.billingKey,
    changes: merge(doubted.changes, { cases: [openCase(billingKey, subject, context)] }),
  };
}

function settleFailed(billingKey: BillingKey, failure: Failure, context: DecisionContext): KeySettlement {
  return become(billingKey, 'failed', { failure, nextAction: null }, context);
}

const eventTypes: Partial<Record<BillingKeyStatus, string>> = {
  active: 'billing_key.issued',
  failed: 'billing_key.failed',
  unknown: 'billing_key.unknown',
  deleted: 'billing_key.deleted',
};

export function become(
  billingKey: BillingKey,
  status: BillingKeyStatus,
  changed: Partial<BillingKeyValue>,
  context: DecisionContext,
): KeySettlement {
  const next = changedKey(billingKey, { ...changed, status, checks: 0 });
  const type = status === billingKey.status ? undefined : eventTypes[status];
  const events = type === undefined ? [] : [outgoingEvent(type, next, { kind: 'document', value: next }, context)];
  return { billingKey: next, changes: { events } };
}

const waitingFor: Partial<Record<string, Waiting>> = {
  pending: 'processing',
  unknown: 'unknown',
  requires_action: 'shopper',
};

/** Plans when the provider is asked next, or ends the asking; a key whose making stays unknown is shown to a person. */
export function withKeyWatch(billingKey: BillingKey, context: DecisionContext): KeySettlement {
  const job = { jobKind: 'watch_billing_key', subjectId: billingKey.id } as const;
  const waiting = waitingFor[billingKey.status];
  if (waiting === undefined) {
    const known = outcomeIsKnown(billingKey, context.now);
    return withNextCheck(billingKey, null, { jobs: [{ kind: 'remove', ...job }], ...known });
  }
  const { checks, provider } = billingKey.value;
  const dueAt = nextCheckAt(waiting, checks, context.now);
  const evidence = { status: billingKey.status, provider, checks };
  const subject = {
    kind: 'unknown_outcome',
    subjectId: billingKey.id,
    amountMinor: null,
    currency: null,
    evidence,
  } as const;
  const cases = needsPerson(waiting, checks) ? [openCase(billingKey, subject, context)] : [];
  return withNextCheck(billingKey, dueAt, { jobs: [{ kind: 'schedule', ...job, dueAt }], cases });
}

function withNextCheck(billingKey: BillingKey, at: Date | null, changes: ChangeSet): KeySettlement {
  return { billingKey: { ...billingKey, value: { ...billingKey.value, nextCheckAt: at } }, changes };
}

/** Whether the window may be given up: nobody finished it, and the provider still has no key. */
export function isLeft({ status, value }: BillingKey): boolean {
  return status === 'requires_action' && nobodyCame(value.checks);
}
