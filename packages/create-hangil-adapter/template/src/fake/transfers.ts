import type { FakeBooks, FakeCall, FakeDistortion, FaultPlan } from '@hangil/adapter-testkit';
import type { Clock } from '@hangil/core';
import { Hono } from 'hono';
import { refuse, writeDown } from './routes.ts';

export interface Transfer {
  readonly id: string;
  readonly reference: string;
  readonly amount: number;
  readonly currency: string;
  state: 'processing' | 'paid' | 'declined';
  decidedAt: string | null;
  /** How often money left. */
  timesSent: number;
}

export interface TransferParts {
  readonly clock: Clock;
  readonly faults: FaultPlan;
  readonly calls: FakeCall[];
  readonly decision: () => 'approve' | 'decline' | 'wait';
}

/** Money that the provider pays out: its books and its API. */
export function createTransfers({ clock, faults, calls, decision }: TransferParts) {
  const transfers = new Map<string, Transfer>();
  const distortions = new Map<string, FakeDistortion>();

  function decide(transfer: Transfer, outcome: 'approve' | 'decline'): void {
    transfer.state = outcome === 'approve' ? 'paid' : 'declined';
    transfer.decidedAt = clock.now().toISOString();
    if (outcome === 'approve') transfer.timesSent += 1;
  }

  function shown({ id, reference, state, amount, currency, decidedAt }: Transfer) {
    const distortion = distortions.get(reference) ?? {};
    return {
      id,
      reference: distortion.reference ?? reference,
      state,
      amount: distortion.amountMinor ?? amount,
      currency: distortion.currency ?? currency,
      decided_at: decidedAt,
      decline_code: state === 'declined' ? 'no_funds' : null,
    };
  }

  const routes = new Hono();
  routes.post('/transfers', writeDown('transfer', calls), faults.guard('transfer'), async (context) => {
    const { reference, amount, currency } = await context.req.json();
    const known = transfers.get(reference); // @only tells_repeats
    if (known !== undefined) return refuse(context, 409, 'duplicate'); // @only unique_reference
    // @add key: if (known !== undefined) return context.json(shown(known));
    const id = `transfer-${transfers.size + 1}`;
    const transfer: Transfer = { id, reference, amount, currency, state: 'processing', decidedAt: null, timesSent: 0 };
    transfers.set(reference, transfer);
    const outcome = decision();
    if (outcome !== 'wait') decide(transfer, outcome);
    return context.json(shown(transfer));
  });
  routes.get('/transfers/:key', writeDown('read_transfer', calls), faults.guard('read_transfer'), (context) => {
    const transfer = transfers.get(context.req.param('key'));
    return transfer === undefined ? refuse(context, 404, 'not_found') : context.json(shown(transfer));
  });

  return {
    routes,
    shown,
    decide,
    find: (reference: string) => transfers.get(reference),
    distort: (reference: string, distortion: FakeDistortion) => void distortions.set(reference, distortion),
    report: (): FakeBooks['payouts'] =>
      [...transfers.values()].map((transfer) => ({
        reference: transfer.reference,
        providerPayoutId: transfer.id,
        status: transfer.state === 'processing' ? 'waiting' : transfer.state,
        amountMinor: transfer.amount,
        currency: transfer.currency,
        transfers: transfer.timesSent,
      })),
  };
}
