import type { ProviderAdapter, ProviderEventReading } from '@hangil/core';
import { sampleBank } from './adapter.ts';

const manifest = { ...sampleBank.manifest, events: { trust: 'hint' } } as const;

/** Sample Bank as if its events proved nothing and only said that something may have changed. */
export const hintingBank: ProviderAdapter = {
  ...sampleBank,
  manifest,
  create(account) {
    const { events, ...provider } = sampleBank.create(account);
    return {
      ...provider,
      manifest,
      events: {
        read(event): ProviderEventReading {
          const reading = events?.read(event) ?? { kind: 'rejected', reason: 'unreadable' };
          return reading.kind === 'accepted' ? { ...reading, content: { kind: 'hint' } } : reading;
        },
      },
    };
  },
};
