import type { FakeBooks, FakeDistortion, FakeOptions } from '@hangil/adapter-testkit';

export interface Charge {
  readonly id: string;
  readonly reference: string;
  /** A deposit may bring another amount than was asked for. */
  amount: number;
  readonly currency: string;
  readonly openedAt: Date; // @only delayed
  state: 'open' | 'approved' | 'awaiting_deposit' | 'processing' | 'paid' | 'declined' | 'canceled';
  decidedAt: string | null;
  /** How often money was taken. */
  timesTaken: number;
  account: { readonly bank_code: string; readonly number: string; readonly due_at: string } | null; // @only virtual_account
  readonly refunds: {
    readonly id: string;
    readonly reference: string;
    readonly amount: number;
    readonly made_at: string;
  }[];
}

// @if delayed
/** Until then a new charge is not shown to anyone who asks. Milliseconds. */
const visibilityDelayMs = 0; // @value visibilityDelayMs

// @end
/** Template PG's books, and how they look from outside. */
export function createBooks(options: FakeOptions) {
  const { clock } = options;
  const charges = new Map<string, Charge>();
  const distortions = new Map<string, FakeDistortion>();
  let ids = 0;
  const nextId = (word: string) => `${word}-${++ids}`;
  const returned = ({ refunds }: Charge) => refunds.reduce((sum, { amount }) => sum + amount, 0);
  const find = (key: string) => charges.get(key) ?? [...charges.values()].find(({ id }) => id === key);
  // @if virtual_account
  const isOver = ({ state, account }: Charge) =>
    state === 'awaiting_deposit' && account !== null && new Date(account.due_at) < clock.now();
  // @end

  return {
    find,
    // @if delayed
    /** What an inquiry finds. */
    findVisible(key: string): Charge | undefined {
      const charge = find(key);
      const isVisible = charge && clock.now().getTime() - charge.openedAt.getTime() >= visibilityDelayMs;
      return isVisible ? charge : undefined;
    },
    // @end
    open(order: Pick<Charge, 'reference' | 'amount' | 'currency'>): Charge {
      const charge: Charge = {
        ...order,
        id: nextId('charge'),
        openedAt: clock.now(), // @only delayed
        state: 'processing',
        decidedAt: null,
        timesTaken: 0,
        account: null, // @only virtual_account
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
    isOver, // @only virtual_account
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
        state: isOver(charge) ? 'expired' : charge.state, // @only virtual_account, else: state: charge.state,
        amount: amountMinor ?? charge.amount,
        currency: currency ?? charge.currency,
        returned: returned(charge),
        decided_at: charge.decidedAt,
        decline_code: charge.state === 'declined' ? 'no_funds' : null,
        pay_url: `${options.publicUrl()}/pay/${charge.id}`, // @only shopper
        account: charge.account, // @only virtual_account
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
