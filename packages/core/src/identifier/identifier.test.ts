import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type OperationId, providerReference } from './identifier.ts';

const crockford = '0123456789abcdefghjkmnpqrstvwxyz';
const operationId = fc
  .array(fc.constantFrom(...crockford), { minLength: 26, maxLength: 26 })
  .map((tail) => `op_${tail.join('')}` as OperationId);

test('a provider reference fits the strictest order-id rule known: 4 to 40 of [A-Za-z0-9]', () => {
  fc.assert(
    fc.property(operationId, (id) => {
      expect(providerReference(id)).toMatch(/^[A-Za-z0-9]{4,40}$/);
      expect(providerReference(id)).toMatch(/^op[a-z0-9]{26}$/);
    }),
  );
});

test('a provider reference is the same at every retry, and another for every other operation', () => {
  fc.assert(
    fc.property(operationId, operationId, (one, other) => {
      expect(providerReference(one)).toBe(providerReference(one));
      expect(providerReference(one) === providerReference(other)).toBe(one === other);
    }),
  );
});
