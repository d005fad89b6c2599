import type { ChangeSet } from '../store/change-set.ts';

/** One change set out of several; at most one of them speaks of idempotency. */
export function merge(...parts: readonly ChangeSet[]): ChangeSet {
  const merged: { -readonly [Key in keyof ChangeSet]: ChangeSet[Key] } = {};
  for (const part of parts) {
    for (const [key, value] of Object.entries(part) as [keyof ChangeSet, ChangeSet[keyof ChangeSet]][]) {
      if (value === undefined) continue;
      const present = merged[key];
      if (key === 'idempotency' && present !== undefined) throw new Error('two decisions about one idempotency key');
      Object.assign(merged, { [key]: Array.isArray(present) && Array.isArray(value) ? [...present, ...value] : value });
    }
  }
  return merged;
}
