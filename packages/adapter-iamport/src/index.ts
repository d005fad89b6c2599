import type { ProviderAdapter } from '@hangil/core';
import { iamportManifest } from './manifest.ts';
import { createIamport } from './provider.ts';

export { createIamport, iamportManifest };

/** What the gateway loads. */
export const adapter: ProviderAdapter = {
  specificationVersion: 'v1',
  manifest: iamportManifest,
  create: createIamport,
};
