import type { ProviderAdapter } from '@hangil/core';
import { tosspaymentsManifest } from './manifest.ts';
import { createTosspayments } from './provider.ts';

export { createTosspayments, tosspaymentsManifest };

/** What the gateway loads. */
export const adapter: ProviderAdapter = {
  specificationVersion: 'v1',
  manifest: tosspaymentsManifest,
  create: createTosspayments,
};
