import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bankPayout, keyInMethod, keyInPayment, windowPayment } from './support/requests.ts';
import { type Answer, startTestGateway, type TestGateway } from './support/test-gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

function expectRefused(answer: Answer, param: string, code = 'invalid_request'): void {
  expect(answer.status).toBe(400);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(answer.body).toMatchObject({
    code,
    param,
    status: 400,
    errors: expect.arrayContaining([expect.objectContaining({ param })]),
  });
}

const method = (overrides: object) => ({ method: { ...keyInMethod, ...overrides } });
const account = { type: 'virtual_account', bank_code: '004' };
const luhnValid = '4111 1111 1111 1111';

const badPayments: [what: string, overrides: object, param: string][] = [
  ['an amount as text', { amount: '10000' }, 'amount'],
  ['a fraction', { amount: 100.5 }, 'amount'],
  ['a negative amount', { amount: -1 }, 'amount'],
  ['an amount of zero', { amount: 0 }, 'amount'],
  ['an amount that is no safe integer', { amount: 2 ** 53 }, 'amount'],
  ['an enormous amount', { amount: 1e21 }, 'amount'],
  ['no amount', { amount: undefined }, 'amount'],
  ['null as amount', { amount: null }, 'amount'],
  ['true as amount', { amount: true }, 'amount'],
  ['full-width digits', { amount: '１００００' }, 'amount'],
  ['more tax-free than the amount', { tax_free_amount: 10_001 }, 'tax_free_amount'],
  ['a negative tax-free amount', { tax_free_amount: -1 }, 'tax_free_amount'],
  ['an unknown currency', { currency: 'XXX' }, 'currency'],
  ['a currency in small letters', { currency: 'krw' }, 'currency'],
  ['an unknown key', { amout: 1 }, 'amout'],
  ['a mode in the body', { livemode: true }, 'livemode'],
  ['no order id', { order_id: undefined }, 'order_id'],
  ['an empty order id', { order_id: '' }, 'order_id'],
  ['a blank order id', { order_id: '  ' }, 'order_id'],
  ['an order id with a line break', { order_id: 'a\nb' }, 'order_id'],
  ['an order id with NUL', { order_id: 'a\0b' }, 'order_id'],
  ['an order id of 256 characters', { order_id: 'x'.repeat(256) }, 'order_id'],
  ['an order id as a number', { order_id: 1001 }, 'order_id'],
  ['an order id that is half a character', { order_id: '\ud83d' }, 'order_id'],
  ['an order id that is a card number', { order_id: luhnValid }, 'order_id'],
  ['an order name with a card number', { order_name: `card ${luhnValid}` }, 'order_name'],
  ['metadata with a card number', { metadata: { note: `paid with ${luhnValid}` } }, 'metadata.note'],
  ['metadata with a number', { metadata: { size: 1 } }, 'metadata.size'],
  ['metadata as a list', { metadata: [] }, 'metadata'],
  [
    '51 pairs of metadata',
    { metadata: Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, 'v'])) },
    'metadata',
  ],
  ['a long metadata value', { metadata: { note: 'x'.repeat(501) } }, 'metadata.note'],
  ['an unknown method', { method: { type: 'barter' } }, 'method.type'],
  ['no method', { method: undefined }, 'method'],
  ['a method as text', { method: 'card' }, 'method'],
  ['an unknown key in a method', { method: { type: 'card', number: '1' } }, 'method.number'],
  ['a wallet that is no word', { method: { type: 'easy_pay', wallet: '../etc' } }, 'method.wallet'],
  ['no wallet', { method: { type: 'easy_pay' } }, 'method.wallet'],
  ['a short card number', method({ card_number: '4111-1111' }), 'method.card_number'],
  ['letters in a card number', method({ card_number: '4111x111x111x1111' }), 'method.card_number'],
  ['a month that does not exist', method({ expiry: '2030-13' }), 'method.expiry'],
  ['a birth date of 7 digits', method({ birth_or_business_number: '8503141' }), 'method.birth_or_business_number'],
  ['three digits of the password', method({ password_2digits: '071' }), 'method.password_2digits'],
  ['a CVC, which is not asked for', method({ cvc: '123' }), 'method.cvc'],
  ['a bank code of two digits', { method: { ...account, bank_code: '04' } }, 'method.bank_code'],
  ['a deposit window in the past', { method: { ...account, due_at: '2020-01-01T00:00:00Z' } }, 'method.due_at'],
  ['a time without an offset', { method: { ...account, due_at: '2099-01-01T00:00:00' } }, 'method.due_at'],
  ['a cash receipt, which is not offered yet', { method: { ...account, cash_receipt: {} } }, 'method.cash_receipt'],
  ['an expiry in the past', { expires_at: '2020-01-01T00:00:00Z' }, 'expires_at'],
  ['a return address that is a script', { return_url: 'javascript:alert(1)' }, 'return_url'],
  ['a return address that is no address', { return_url: 'https://' }, 'return_url'],
  ['a customer as a list', { customer: [] }, 'customer'],
  ['an e-mail that is none', { customer: { email: 'nobody' } }, 'customer.email'],
  ['an IP address that is none', { customer: { ip_address: '999.1.1.1' } }, 'customer.ip_address'],
  ['a phone number that is none', { customer: { phone: 'call me' } }, 'customer.phone'],
  ['a language in words', { customer: { language: 'Korean' } }, 'customer.language'],
  ['a channel as a number', { channel_id: 7 }, 'channel_id'],
];

describe('a payment with', () => {
  it.each(badPayments)('%s is refused, and the parameter named', async (_what, overrides, param) => {
    expectRefused(await gateway.post('/v1/payments', windowPayment(overrides)), param);
  });

  it('a deposit window of less than a minute is refused, of a minute taken', async () => {
    const dueIn = (ms: number) => new Date(gateway.simulator.clock.now().getTime() + ms).toISOString();
    const open = (ms: number) =>
      gateway.post(
        '/v1/payments',
        windowPayment({ method: { type: 'virtual_account', bank_code: '004', due_at: dueIn(ms) } }),
      );
    expectRefused(await open(59_000), 'method.due_at');
    expect((await open(65_000)).status).toBe(201);
  });

  it('minus zero, which is written down as no amount of ours, is refused', async () => {
    const body = JSON.stringify(windowPayment({ tax_free_amount: 0 })).replace(
      '"tax_free_amount":0',
      '"tax_free_amount":-0',
    );
    expectRefused(await gateway.post('/v1/payments', body), 'tax_free_amount');
  });

  it('something left out, or of another type, says so in plain words', async () => {
    const left = await gateway.post('/v1/payments', windowPayment({ method: undefined }));
    expect(left.body.errors).toEqual([{ param: 'method', message: 'is required' }]);
    const other = await gateway.post('/v1/payments', windowPayment({ customer: 'Do' }));
    expect(other.body.errors).toEqual([{ param: 'customer', message: 'must be of type object' }]);
  });

  it('several things wrong names them all, the first one first, and repeats no value', async () => {
    const answer = await gateway.post(
      '/v1/payments',
      keyInPayment({ amount: '77777', currency: 'WON', secret_note: 'x' }),
    );
    expectRefused(answer, 'amount');
    expect(answer.body.errors.map(({ param }: { param: string }) => param)).toEqual([
      'amount',
      'currency',
      'secret_note',
    ]);
    expect(answer.text).not.toContain('77777');
    expect(answer.text).not.toContain('4111');
  });
});

const badPayouts: [what: string, overrides: object, param: string][] = [
  ['a negative amount', { amount: -20_000 }, 'amount'],
  ['no reference', { reference: undefined }, 'reference'],
  ['no customer', { customer: undefined }, 'customer'],
  ['another method', { method: { type: 'card' } }, 'method.type'],
  ['no bank', { destination: { account_number: '123456789012', holder_name: 'Hong' } }, 'destination.bank_code'],
  [
    'letters in the account',
    { destination: { bank_code: '004', account_number: 'x', holder_name: 'Hong' } },
    'destination.account_number',
  ],
  ['a payment to give back that is no id', { refunds_payment_id: 'ORDER-1' }, 'refunds_payment_id'],
];

describe('a payout with', () => {
  it.each(badPayouts)('%s is refused, and the parameter named', async (_what, overrides, param) => {
    expectRefused(await gateway.post('/v1/payouts', bankPayout(overrides)), param);
  });
});

describe('a refund with', () => {
  it.each([
    ['a fraction', { amount: 1.5 }, 'amount'],
    ['more tax-free than the amount', { amount: 1, tax_free_amount: 2 }, 'tax_free_amount'],
    ['an unknown requester', { requester: 'provider' }, 'requester'],
    ['an unfinished account', { refund_account: { bank_code: '004' } }, 'refund_account.account_number'],
  ])('%s is refused, and the parameter named', async (_what, body, param) => {
    const { body: payment } = await gateway.post('/v1/payments', keyInPayment());
    expectRefused(await gateway.post(`/v1/payments/${payment.id}/refunds`, body), param);
  });
});

describe('a list with', () => {
  it.each([
    ['/v1/payments?limit=0', 'limit'],
    ['/v1/payments?limit=101', 'limit'],
    ['/v1/payments?limit=ten', 'limit'],
    ['/v1/payments?cursor=x', 'cursor'],
    ['/v1/payments?status=lost', 'status'],
    ['/v1/payments?created_from=yesterday', 'created_from'],
    ['/v1/payments?color=red', 'color'],
    ['/v1/payouts?dry_run=true', 'dry_run'],
    ['/v1/ledger/trial_balance?layer=top', 'layer'],
    ['/v1/ledger/trial_balance?at=now', 'at'],
  ])('%s is refused, and the parameter named', async (path, param) => {
    expectRefused(await gateway.get(path), param);
  });
});
