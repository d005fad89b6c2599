import type { ProviderHttpOutcome } from '@hangil/adapter-kit';
import { describe, expect, it } from 'vitest';
import { toReceipt } from './receipt.ts';

function answer(status: number, body: unknown): ProviderHttpOutcome {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { kind: 'answered', status, contentType: 'application/json', body: Buffer.from(text) };
}

const refusal = (code: unknown) => ({ status: 'error', code, message: 'as sent' });

describe('what the immediate answer proves', () => {
  it('accepted: the platform has it', () => {
    const body = { status: 'success', request_id: '1', project_id: 200, payment_id: 'op1' };
    expect(toReceipt(answer(200, body), 'op1')).toEqual({ kind: 'taken' });
  });
  it.each([
    ['invalid signature', 400, '3261', 'invalid_request'],
    ['amount too small', 400, 3358, 'amount_not_allowed'],
    ['no money on the payout balance', 400, '3028', 'provider_balance'],
    ['no money on the balance', 200, '504', 'provider_balance'],
    ['unknown bank', 422, '2801', 'account_invalid'],
    ['currency not in the contract', 403, '3023', 'not_contracted'],
    ['too many requests, with a code', 429, '314', 'provider_unavailable'],
  ])('%s: nothing was created', (_, status, code, reason) => {
    expect(toReceipt(answer(status, refusal(code)), 'op1')).toEqual({
      kind: 'not_created',
      reason,
      provider: { code: String(code), message: 'as sent' },
    });
  });
  it.each([
    ['without a code', null],
    ['with a code we do not know', '77777'],
  ])('a refusal %s proves nothing', (_, code) => {
    for (const status of [200, 400]) expect(toReceipt(answer(status, refusal(code)), 'op1').kind).toBe('unknown');
  });
  it.each([401, 403])('a door that is shut (%i): nothing was created', (status) => {
    expect(toReceipt(answer(status, '<html>'), 'op1')).toMatchObject({
      kind: 'not_created',
      reason: 'invalid_request',
    });
  });
  it('a payment id that exists: the first request has arrived', () => {
    expect(toReceipt(answer(400, refusal('3041')), 'op1')).toEqual({ kind: 'taken' });
  });
  it('a refusal that says "awaiting processing" is no refusal', () => {
    expect(toReceipt(answer(400, refusal('9999')), 'op1')).toEqual({ kind: 'taken' });
  });
  it.each([
    ['a server error with a code', answer(500, refusal('3261'))],
    ['bad gateway', answer(502, '<html>')],
    ['request timeout', answer(408, refusal('3261'))],
    ['an unreadable success', answer(200, '<html>')],
    ['an answer without words', answer(200, {})],
    ['a 404 of somebody in between', answer(404, 'not found')],
    ['a 400 without a code', answer(400, { status: 'error' })],
    ['a redirect', answer(302, { status: 'success' })],
    ['an answer about another payment', answer(200, { status: 'success', payment_id: 'op2' })],
    ['an internal error of the platform', answer(400, refusal('501'))],
    ['a duplicate of unclear origin', answer(400, refusal('3613'))],
    ['a broken connection', { kind: 'may_have_been_sent', cause: 'UND_ERR_SOCKET' } as const],
  ])('%s: unknown', (_, outcome) => {
    expect(toReceipt(outcome, 'op1').kind).toBe('unknown');
  });
  it('a request that never left: nothing was created', () => {
    expect(toReceipt({ kind: 'not_sent', cause: 'ECONNREFUSED' }, 'op1')).toMatchObject({
      kind: 'not_created',
      reason: 'provider_unavailable',
    });
  });
});
