import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { createSecretBox } from './secret-box.ts';

it('keeps secrets encrypted with a master key', () => {
  const key = randomBytes(32);
  const box = createSecretBox(key);
  const { secret, sealed } = box.newSecret();
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(sealed).not.toContain(secret.slice('whsec_'.length));
  expect(createSecretBox(key).open(sealed)).toBe(secret);
  expect(box.newSecret().secret).not.toBe(secret);
});

it('opens nothing with another master key, without one, or when a byte has changed', () => {
  const box = createSecretBox(randomBytes(32));
  const { sealed } = box.newSecret();
  expect(() => createSecretBox(randomBytes(32)).open(sealed)).toThrow('another master key');
  expect(() => createSecretBox(null).open(sealed)).toThrow('no master key');
  const at = sealed.length - 8;
  const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
  expect(() => box.open(changed)).toThrow('another master key');
});

it('keeps them plain without a master key, and says so', () => {
  const box = createSecretBox(null);
  const { secret, sealed } = box.newSecret();
  expect(box.isLocked).toBe(false);
  expect(box.open(sealed)).toBe(secret);
  expect(createSecretBox(randomBytes(32)).open(sealed)).toBe(secret);
});
