import { expect, test } from 'vitest';
import { absent, declined, notCreated, unknown } from './verdict.ts';

const words = { code: '1003', message: '한도초과' };

test('a decline carries the reason, the words of the provider, and its id only when it told one', () => {
  expect(declined('limit_exceeded', words, 'tx-1')).toEqual({
    kind: 'declined',
    reason: 'limit_exceeded',
    provider: words,
    providerTransactionId: 'tx-1',
  });
  expect(Object.keys(declined('other'))).toEqual(['kind', 'reason', 'provider']);
});

test('what never came about carries a reason, never an id', () => {
  expect(notCreated('provider_unavailable')).toEqual({
    kind: 'not_created',
    reason: 'provider_unavailable',
    provider: { code: null, message: null },
  });
});

test('unknown and absent claim nothing', () => {
  expect(unknown('headers timeout')).toEqual({ kind: 'unknown', cause: 'headers timeout' });
  expect(absent).toEqual({ kind: 'absent' });
});
