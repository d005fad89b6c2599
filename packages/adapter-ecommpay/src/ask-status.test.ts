import type { ProviderReference } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import { askStatus } from './ask-status.ts';
import { sign } from './signature/signature.ts';

const secret = 'ecommpay_secret_test';
const notFound = { project_id: 200, errors: [{ code: '3061', message: 'Transaction not found' }] };
const found = { payment: { id: 'op1', status: 'success' }, operations: [] };

function ask(status: number, payload: object) {
  const body = Buffer.from(JSON.stringify(payload));
  const client = { post: async () => ({ kind: 'answered', status, contentType: 'application/json', body }) as const };
  return askStatus(client, secret, 'op1' as ProviderReference);
}

describe('the answer to a status request', () => {
  it.each([200, 400, 404])('"transaction not found" (http %i) means absent', async (status) => {
    expect(await ask(status, notFound)).toEqual({ kind: 'absent' });
  });
  it('the code at the root means the same', async () => {
    expect(await ask(400, { status: 'error', code: 3061, message: 'Transaction not found' })).toEqual({
      kind: 'absent',
    });
  });
  it('signed or unsigned it is read', async () => {
    expect((await ask(200, { ...found, signature: sign(found, secret) })).kind).toBe('report');
    expect((await ask(200, found)).kind).toBe('report');
  });
  it.each([
    ['a server error, whatever it says', 503, notFound],
    ['a payment beside an error status', 400, found],
    ['"not found" beside operations', 200, { ...notFound, operations: [{ id: 1 }] }],
    ['another refusal', 400, { status: 'error', code: '3261', message: 'Invalid signature' }],
    ['an answer that says nothing', 200, {}],
    ['a signature that is wrong', 200, { ...notFound, signature: 'wrong' }],
  ])('%s proves nothing', async (_, status, payload) => {
    expect((await ask(status, payload)).kind).toBe('unknown');
  });
});
