import { notCreated, type PaymentProvider, type ProviderAdapter, unknown } from '@hangil/core';
import { methodType, type ProviderAccountInYaml } from './hangil-yaml.ts';

/**
 * Stands in for an adapter that could not be loaded, so that what was begun through it is neither lost nor ended: whatever would be
 * sent is not created, and nobody knows what became of the rest.
 */
export function standInAdapter({ adapter, channels }: ProviderAccountInYaml): ProviderAdapter {
  const methods = channels.flatMap((channel) => channel.methods).map(methodType);
  const typesOf = (payout: boolean) => methods.filter((method) => method.payout === payout).map(({ type }) => type);
  const manifest: ProviderAdapter['manifest'] = {
    id: adapter,
    name: { ko: adapter, en: adapter },
    paymentMethods: typesOf(false),
    payoutMethods: typesOf(true),
    currencies: 'any',
    createIdempotency: 'none',
    inquiry: { kind: 'none' },
    refunds: { offered: true, partial: true, idempotency: 'none' },
    events: { trust: 'hint' },
    callTimeoutMs: 30_000,
  };
  const provider: PaymentProvider = {
    specificationVersion: 'v1',
    manifest,
    payments: { start: notSent, inquire: notKnown, cancel: notSent },
    refunds: { refund: notSent, inquire: notKnown },
    payouts: { send: notSent, inquire: notKnown },
  };
  return { specificationVersion: 'v1', manifest, create: () => provider };
}

const notSent = async () => notCreated('provider_unavailable', { code: null, message: 'the adapter is not loaded' });
const notKnown = async () => unknown('the adapter is not loaded');
