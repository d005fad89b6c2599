import { ProviderSettingsError } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseSettings } from './settings.ts';

const credentials = z.strictObject({
  key: z.string().min(8),
  scheme: z.enum(['bearer', 'bare']).default('bearer'),
  account: z.strictObject({ number: z.string() }).optional(),
});

function refusal(path: string, input: unknown): ProviderSettingsError {
  try {
    parseSettings(path, input, credentials);
  } catch (error) {
    if (error instanceof ProviderSettingsError) return error;
    throw error;
  }
  throw new Error('the settings were accepted');
}

describe('parseSettings', () => {
  it('gives the settings with their defaults', () => {
    expect(parseSettings('credentials', { key: 'key_12345' }, credentials)).toEqual({
      key: 'key_12345',
      scheme: 'bearer',
    });
  });

  it.each([
    ['a missing setting', {}, 'credentials.key'],
    ['a wrong type', { key: 12 }, 'credentials.key'],
    ['an unknown word', { key: 'key_12345', scheme: 'basic' }, 'credentials.scheme'],
    ['an unknown setting', { key: 'key_12345', kye: 'key_12345' }, 'credentials.kye'],
    [
      'an unknown setting further down',
      { key: 'key_12345', account: { number: '1', bank: '004' } },
      'credentials.account.bank',
    ],
    ['something that is no object', 'key_12345', 'credentials'],
  ])('names the place of %s', (_, input, path) => {
    const error = refusal('credentials', input);
    expect(error.path).toBe(path);
    expect(error.message).toContain(path);
  });

  it('names the place from the root when there is no path', () => {
    expect(refusal('', {}).path).toBe('key');
  });

  it.each([
    [{ key: 'SECRET' }],
    [{ key: ['SECRET'] }],
    [{ key: 'key_12345', scheme: 'SECRET' }],
    [{ key: 'key_12345', other: 'SECRET' }],
  ])('never repeats a value: %j', (input) => {
    const { message, stack } = refusal('credentials', input);
    expect(message + stack).not.toContain('SECRET');
  });
});
