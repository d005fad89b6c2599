import { isOpen, minuteMs, type Payment, type PaymentLinkId, releasesOrderId } from '@hangil/core';
import { commitDecision } from '../decision/commit.ts';
import { owned } from '../decision/owned.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { Scope } from '../store/records.ts';
import type { BegunUse, LinkClosed, LinkUse, PaymentLink } from './payment-links.ts';

/** A use whose payment was not made by then: whoever began it is gone. */
const patienceMs = 5 * minuteMs;

interface StandingUse {
  readonly use: LinkUse;
  readonly payment: Payment | null;
}

/** The use stands in the link before its payment is made, so that the number of payments never passes the link's limit. */
export function beginUse(dependencies: EngineDependencies, scope: Scope, id: PaymentLinkId): Promise<BegunUse> {
  return commitDecision<BegunUse>(dependencies, async () => {
    const link = owned(await dependencies.store.document('payment_link', id), scope);
    const now = dependencies.clock.now();
    const because = closedBecause(link, now);
    if (because !== null) return { changes: null, value: { kind: 'closed', because } };

    const { usesMax, usesBegun } = link.value;
    const standing = usesMax === null ? [] : await standingUses(dependencies, link, now);
    if (usesMax !== null && standing.length >= usesMax) return { changes: null, value: withoutUse(standing) };

    const orderId = `${link.id}-${usesBegun + 1}`;
    const uses = usesMax === null ? [] : [...standing.map(({ use }) => use), { orderId, begunAt: now }];
    const begun: PaymentLink = {
      ...link,
      version: link.version + 1,
      value: { ...link.value, usesBegun: usesBegun + 1, uses },
    };
    return { changes: { documents: [begun] }, value: { kind: 'begun', orderId } };
  });
}

export function giveUseBack(
  dependencies: EngineDependencies,
  scope: Scope,
  id: PaymentLinkId,
  orderId: string,
): Promise<void> {
  return commitDecision(dependencies, async () => {
    const link = owned(await dependencies.store.document('payment_link', id), scope);
    const uses = link.value.uses.filter((use) => use.orderId !== orderId);
    const without = { ...link, version: link.version + 1, value: { ...link.value, uses } };
    return { changes: { documents: [without] }, value: undefined };
  });
}

function closedBecause({ status, value }: PaymentLink, now: Date): LinkClosed | null {
  if (status !== 'active') return 'deactivated';
  return value.expiresAt !== null && value.expiresAt <= now ? 'expired' : null;
}

async function standingUses({ store }: EngineDependencies, link: PaymentLink, now: Date): Promise<StandingUse[]> {
  const uses = await Promise.all(
    link.value.uses.map(async (use) => {
      const found = await store.payments(link, { orderId: use.orderId }, { limit: 1, cursor: null });
      return { use, payment: found.items[0] ?? null };
    }),
  );
  return uses.filter(({ use, payment }) =>
    payment === null ? now.getTime() - use.begunAt.getTime() < patienceMs : !releasesOrderId(payment.status),
  );
}

function withoutUse(standing: readonly StandingUse[]): BegunUse {
  const undecided = standing.filter(({ payment }) => payment === null || isOpen(payment.status));
  if (undecided.length === 0) return { kind: 'closed', because: 'used_up' };
  return { kind: 'busy', payments: undecided.map(({ payment }) => payment).filter((payment) => payment !== null) };
}
