import type { FakePayment, FakePayout, FakeProvider } from '@hangil/adapter-testkit';
import { ControlError } from './control/control-error.ts';
import type { SimulatedWorld } from './world.ts';

/** @throws ControlError 404 when no such provider is played here */
export function fakeNamed(world: SimulatedWorld, provider: string): FakeProvider {
  const fake = Object.hasOwn(world.fakes, provider) ? world.fakes[provider] : undefined;
  if (fake !== undefined) return fake;
  const known = Object.keys(world.fakes).join(', ');
  const name = JSON.stringify(provider);
  throw new ControlError(404, 'provider_not_found', `No provider ${name} is simulated here; there are: ${known}.`);
}

/**
 * Lets the shopper or his bank act on a payment.
 *
 * @returns the payment afterwards; null when the provider keeps none, as after leaving a page that was never confirmed
 * @throws ControlError 404 when the provider never heard of the reference, 409 when the payment does not wait for this
 */
export async function actOnPayment(
  fake: FakeProvider,
  reference: string,
  act: () => Promise<void>,
): Promise<FakePayment | null> {
  await act().catch((error) => refuse(fake, reference, error));
  return fake.books().payments.find((payment) => payment.reference === reference) ?? null;
}

/** As {@link actOnPayment}, for the bank and a payout. */
export async function actOnPayout(
  fake: FakeProvider,
  reference: string,
  act: () => Promise<void>,
): Promise<FakePayout | null> {
  await act().catch((error) => refuse(fake, reference, error));
  return fake.books().payouts.find((payout) => payout.reference === reference) ?? null;
}

/** As {@link actOnPayment}, on the newest unfinished payment of any provider that takes the action. */
export async function actOnLatest(
  world: SimulatedWorld,
  act: (fake: FakeProvider, reference: string) => Promise<void>,
): Promise<{ readonly provider: string; readonly payment: FakePayment | null }> {
  const refusals: string[] = [];
  for (const { provider, reference } of world.arrivals.unfinished()) {
    const fake = fakeNamed(world, provider);
    try {
      return { provider, payment: await actOnPayment(fake, reference, () => act(fake, reference)) };
    } catch (error) {
      if (!(error instanceof ControlError)) throw error;
      refusals.push(`${provider}: ${error.message}.`);
    }
  }
  const newest = refusals.slice(0, refusalsShown);
  throw new ControlError(409, 'nothing_waits', ['No payment at any provider waits for this.', ...newest].join(' '));
}

const refusalsShown = 3;

function refuse(fake: FakeProvider, reference: string, error: unknown): never {
  const { payments, payouts } = fake.books();
  const isKnown = [fake.calls(), payments, payouts].some((list) => list.some((entry) => entry.reference === reference));
  if (isKnown) throw new ControlError(409, 'not_waiting', error instanceof Error ? error.message : String(error));
  const hint = `see GET /control/${fake.providerId}/books`;
  const message = `${fake.providerId} never heard of ${JSON.stringify(reference)}; ${hint}.`;
  throw new ControlError(404, 'reference_not_found', message);
}
