import { describe, expect, it } from 'vitest';
import { requestProblem } from './request-problem.ts';

function post(path: string, body: object) {
  return requestProblem({ method: 'POST', url: path, body: JSON.stringify(body) });
}

function get(url: string) {
  return requestProblem({ method: 'GET', url, body: '' });
}

const onetime = { merchant_uid: 'a', amount: 1, card_number: '1', expiry: '2030-12' };

describe('requestProblem', () => {
  it('lets pass what the description has', () => {
    expect(post('/subscribe/payments/onetime', onetime)).toBeNull();
    expect(post('/payments/cancel', { imp_uid: 'imp_1', extra: { requester: 'admin' } })).toBeNull();
    expect(get('/payments/imp_1?include_sandbox=true')).toBeNull();
    expect(get('/payments/find/order/paid?sorting=-started')).toBeNull();
    expect(get('/payments/find/order')).toBeNull();
    expect(get('/payments/status/paid?page=1&limit=100&from=1&to=2')).toBeNull();
  });

  it.each<[string, () => string | null, string]>([
    ['another path', () => post('/payments/annul', {}), 'no such operation'],
    [
      'another method',
      () => requestProblem({ method: 'PUT', url: '/payments/cancel', body: '{}' }),
      'no such operation',
    ],
    [
      'a field it does not have',
      () => post('/subscribe/payments/onetime', { ...onetime, channel_key: 'x' }),
      'channel_key',
    ],
    [
      'a field that is missing',
      () => post('/subscribe/payments/onetime', { ...onetime, expiry: undefined }),
      'expiry is required',
    ],
    ['a number as text', () => post('/subscribe/payments/onetime', { ...onetime, amount: '1' }), 'amount is no number'],
    [
      'a text that is too long',
      () => post('/payments/prepare', { merchant_uid: 'a'.repeat(41), amount: 1 }),
      'longer than 40',
    ],
    ['a word that is none', () => post('/payco/orders/status/imp_1', { status: 'DONE' }), 'none of'],
    ['a field inside an object', () => post('/partners/receipts/imp_1', { data: [{ amount: 1 }] }), 'is required'],
    ['a query that is no number', () => get('/payments/status/paid?from=today'), 'from is no integer'],
  ])('sees %s', (_what, problem, words) => {
    expect(problem()).toContain(words);
  });
});
