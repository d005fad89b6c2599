import type { ChangeSet } from '../store/change-set.ts';
import type { OutgoingEvent } from '../store/records.ts';

/** An event is made while its subject is still being decided about; what it shows is the subject as the commit writes it. */
export function withFinalSnapshots(changes: ChangeSet): ChangeSet {
  if (changes.events === undefined) return changes;
  return { ...changes, events: changes.events.map((event) => ({ ...event, snapshot: finalSnapshot(event, changes) })) };
}

function finalSnapshot({ snapshot, subjectId }: OutgoingEvent, changes: ChangeSet): OutgoingEvent['snapshot'] {
  switch (snapshot.kind) {
    case 'payment':
      return { ...snapshot, value: written(changes.payments, subjectId) ?? snapshot.value };
    case 'refund':
      return { ...snapshot, value: written(changes.refunds, subjectId) ?? snapshot.value };
    case 'payout':
      return { ...snapshot, value: written(changes.payouts, subjectId) ?? snapshot.value };
    case 'document':
      return { ...snapshot, value: written(changes.documents, subjectId) ?? snapshot.value };
    case 'webhook_endpoint':
      return snapshot;
  }
}

function written<Value extends { readonly id: string }>(
  values: readonly Value[] | undefined,
  id: string,
): Value | undefined {
  return values?.find((value) => value.id === id);
}
