import type { Case, CaseAction } from '@hangil/engine';
import type { z } from 'zod';
import { presentInstant } from '../present-common.ts';
import type { caseSchema } from './schemas.ts';

/** @param allowed - what may be done about it now */
export function presentCase(shown: Case, allowed: readonly CaseAction[], now: Date): z.input<typeof caseSchema> {
  const { resolution } = shown;
  const untilMs = (resolution?.resolvedAt ?? now).getTime();
  return {
    object: 'case',
    id: shown.id,
    livemode: shown.livemode,
    created_at: presentInstant(shown.openedAt),
    age_seconds: Math.max(0, Math.floor((untilMs - shown.openedAt.getTime()) / 1_000)),
    kind: shown.kind,
    status: shown.status,
    subject_id: shown.subjectId,
    amount: shown.amountMinor,
    currency: shown.currency,
    evidence: shown.evidence,
    allowed_actions: [...allowed],
    resolution:
      resolution === null
        ? null
        : {
            action: resolution.action,
            note: resolution.note,
            provider_transaction_id: resolution.providerTransactionId,
            resolved_at: presentInstant(resolution.resolvedAt),
          },
  };
}
