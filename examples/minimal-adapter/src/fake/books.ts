import type { FakeBooks, FakeDistortion, FakeOptions } from '@hangil/adapter-testkit';

export interface Charge {
  readonly id: string;
  readonly reference: string;
  /** A deposit may bring another amount than was asked for. */
  amount: number;
  readonly currency: string;
  state: 'open' | 'approved' | 'awaiting_deposit' | 'processing' | 'paid' | 'declined' | 'canceled';
  decidedAt: string | null;
  /** How often money was taken. */
  timesTaken: number;
  readonly refunds: {
    readonly id: string;
    readonly reference: string;
    readonly amount: number;
    readonly made_at: string;
  }[];
}

/** Minimal Bank's books, and how they look from outside. */
export function createBooks(options: FakeOptions) {
  const { clock } = options;
  const charges = new Map<string, Charge>();
  const distortions = new Map<string, FakeDistortion>();
  let ids = 0;
  const nextId = (word: string) => `${word}-${++ids}`;
  const returned = ({ refunds }: Charge) => refunds.reduce((sum, { amount }) => sum + amount, 0);
  const find = (key: string) => charges.get(key) ?? [...charges.values()].find(({ id }) => id === key);

  return {
    find,
    open(order: Pick<Charge, 'reference' | 'amount' | 'currency'>): Charge {
      const charge: Charge = {
        ...order,
        id: nextId('charge'),
        state: 'processing',
        decidedAt: null,
        timesTaken: 0,
        refunds: [],
      };
      charges.set(charge.reference, charge);
      return charge;
    },
    decide(charge: Charge, outcome: 'approve' | 'decline'): void {
      charge.state = outcome === 'approve' ? 'paid' : 'declined';
      charge.decidedAt = clock.now().toISOString();
      if (outcome === 'approve') charge.timesTaken += 1;
    },
    rest: (charge: Charge) => (charge.state === 'paid' ? charge.amount - returned(charge) : 0),
    refund(charge: Charge, reference: string, amount: number): void {
      charge.refunds.push({ id: nextId('refund'), reference, amount, made_at: clock.now().toISOString() });
    },
    distort: (reference: string, distortion: FakeDistortion) => void distortions.set(reference, distortion),
    /** As the provider writes it. */
    shown(charge: Charge) {
      const { amountMinor, currency, reference } = distortions.get(charge.reference) ?? {};
      return {
        id: charge.id,
        reference: reference ?? charge.reference,
        state: charge.state,
        amount: amountMinor ?? charge.amount,
        currency: currency ?? charge.currency,
        returned: returned(charge),
        decided_at: charge.decidedAt,
        decline_code: charge.state === 'declined' ? 'no_funds' : null,
        refunds: charge.refunds,
      };
    },
    report: (): FakeBooks['payments'] =>
      [...charges.values()].map((charge) => ({
        reference: charge.reference,
        providerPaymentId: charge.id,
        status: toStatus(charge.state),
        amountMinor: charge.amount,
        currency: charge.currency,
        returnedMinor: returned(charge),
        charges: charge.timesTaken,
      })),
  };
}

function toStatus(state: Charge['state']): FakeBooks['payments'][number]['status'] {
  return state === 'paid' || state === 'declined' || state === 'canceled' ? state : 'waiting';
}

export type Books = ReturnType<typeof createBooks>;
