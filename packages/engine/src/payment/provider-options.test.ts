import type { ProviderManifest } from '@hangil/core';
import { describe, expect, test } from 'vitest';
import type { MerchantSetup } from '../directory.ts';
import { assertOptionsAreRead } from './provider-options.ts';

const setup = {
  channels: [{ provider: { id: 'bank' } as ProviderManifest }, { provider: { id: 'other' } as ProviderManifest }],
} as unknown as MerchantSetup;
const reader = { providerId: 'bank', takesOptions: true };

describe('assertOptionsAreRead', () => {
  test('lets options of the chosen provider and of others that might have been chosen pass', () => {
    expect(() =>
      assertOptionsAreRead(setup, reader, { providerOptions: { bank: { a: 1 }, other: { b: 2 } } }),
    ).not.toThrow();
    expect(() => assertOptionsAreRead(setup, reader, {})).not.toThrow();
  });

  test('refuses options for a provider that no channel leads to, and names it', () => {
    expect(() => assertOptionsAreRead(setup, reader, { providerOptions: { bnak: {} } })).toThrow(
      expect.objectContaining({
        code: 'invalid_request',
        context: expect.objectContaining({ param: 'provider_options.bnak' }),
      }),
    );
  });

  test('refuses options that the chosen provider would not read, and takes an empty set as none', () => {
    const deaf = { providerId: 'bank', takesOptions: false };
    expect(() => assertOptionsAreRead(setup, deaf, { providerOptions: { bank: { a: 1 } } })).toThrow(
      expect.objectContaining({
        code: 'channel_requirement',
        context: expect.objectContaining({ param: 'provider_options.bank' }),
      }),
    );
    expect(() => assertOptionsAreRead(setup, deaf, { providerOptions: { bank: {}, other: { b: 2 } } })).not.toThrow();
  });
});
