import { readFileSync } from 'node:fs';
import type { ProviderEventContent, ProviderEventReading } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import { createEcommpay, sign } from '../src/index.ts';
import { accountSettings, now, secret } from './account.ts';

type Callback = Record<string, unknown>;
type Accepted = Extract<ProviderEventReading, { kind: 'accepted' }>;

function recorded(name: string): Callback {
  return JSON.parse(readFileSync(new URL(`./callbacks/${name}.json`, import.meta.url), 'utf8')) as Callback;
}

const provider = createEcommpay(accountSettings('http://127.0.0.1:9', 'https://pay.example/webhooks/ecommpay/a'));

function readText(body: string): ProviderEventReading {
  const reading = provider.events?.read({ headers: {}, body: Buffer.from(body), receivedAt: now });
  if (reading === undefined) throw new Error('no events port');
  return reading;
}

function read(callback: Callback): Accepted {
  const reading = readText(JSON.stringify({ ...callback, signature: sign(callback, secret) }));
  if (reading.kind !== 'accepted') throw new Error(JSON.stringify(reading));
  return reading;
}

function contentOf(callback: Callback): ProviderEventContent {
  return read(callback).content;
}

/** The recorded sale, with its payment and operation changed. */
function sale(payment: Callback = {}, operation: Callback = {}, rest: Callback = {}): Callback {
  const callback = recorded('sale-succeeded-redirect');
  return {
    ...callback,
    payment: { ...(callback.payment as Callback), ...payment },
    operation: { ...(callback.operation as Callback), ...operation },
    ...rest,
  };
}

const open = (status: string, rest: Callback = {}) => sale({ status }, { status, code: undefined }, rest);

describe('recorded callbacks', () => {
  it('a sale that succeeded', () => {
    const event = read(recorded('sale-succeeded-redirect'));
    expect(event.subject).toEqual({ reference: 'TEST_15710440622623432441', providerTransactionId: '1737000008461' });
    expect(event.content).toEqual({
      kind: 'payment',
      reading: {
        kind: 'succeeded',
        amount: { amountMinor: 10_000, currency: 'KRW' },
        reference: 'TEST_15710440622623432441',
        providerTransactionId: '1737000008461',
        occurredAt: new Date('2019-10-16T09:41:26Z'),
        returnedMinor: 0,
      },
    });
  });
  it('a sale by deposit that succeeded', () => {
    expect(contentOf(recorded('sale-succeeded-instructions'))).toMatchObject({
      kind: 'payment',
      reading: { kind: 'succeeded', reference: '1234567890_0007', providerTransactionId: '39' },
    });
  });
  it.each([
    ['sale-declined-redirect', 'payment', 'timed_out', '603', 'Auto decline'],
    ['sale-declined-instructions', 'payment', 'other', '20000', 'General decline'],
    ['payout-declined', 'payout', 'other', '20000', 'General decline'],
  ])('%s', (name, kind, reason, code, message) => {
    expect(contentOf(recorded(name))).toMatchObject({
      kind,
      reading: { kind: 'declined', reason, provider: { code, message } },
    });
  });
  it('a payout that succeeded', () => {
    expect(contentOf(recorded('payout-succeeded'))).toMatchObject({
      kind: 'payout',
      reading: {
        kind: 'succeeded',
        amount: { amountMinor: 10_000 },
        reference: 'TEST_22153483503277312',
        providerTransactionId: '6042000008706',
      },
    });
  });
  it.each(['redirect_data', 'redirectData'])('a redirection (%s), its form fields verbatim', (name) => {
    const { redirect_data } = recorded('redirect-data') as { redirect_data: { body: Callback; url: string } };
    expect(contentOf(open('awaiting redirect result', { [name]: redirect_data }))).toMatchObject({
      kind: 'payment',
      reading: {
        kind: 'pending',
        waitsFor: 'shopper',
        nextAction: { type: 'redirect', url: redirect_data.url, method: 'POST', fields: redirect_data.body },
      },
    });
  });
  it('bank instructions', () => {
    expect(contentOf(open('awaiting customer action', recorded('provider-extra-fields')))).toMatchObject({
      reading: {
        kind: 'pending',
        waitsFor: 'deposit',
        nextAction: { type: 'display_bank_instructions', timeoutSeconds: 60, amountMinor: 10_000 },
      },
    });
  });
});

describe('who is let in', () => {
  const callback = recorded('sale-succeeded-redirect');
  const signature = sign(callback, secret);

  it('a signature under general counts as well, escaped slashes too', () => {
    const body = JSON.stringify({ ...callback, general: { signature } }).replaceAll('/', '\\/');
    expect(readText(body).kind).toBe('accepted');
  });
  it('an integer beyond 2^53 is read and verified digit by digit', () => {
    const id = '90071992547409931';
    const exact = sale({}, { id });
    const body = JSON.stringify({ ...exact, signature: sign(exact, secret) }).replace(`"${id}"`, id);
    expect(readText(body)).toMatchObject({ subject: { providerTransactionId: id } });
    expect(readText(body.replace(id, '90071992547409932'))).toEqual({ kind: 'rejected', reason: 'bad_signature' });
  });
  it.each([
    ['none', callback],
    ['of somebody else', { ...callback, signature: sign(callback, 'another secret') }],
    ['of another payload', { ...sale({ id: 'other' }), signature }],
    [
      'in a place where it does not belong',
      { ...callback, operation: { ...(callback.operation as Callback), signature } },
    ],
  ])('a signature %s is refused', (_, body) => {
    expect(readText(JSON.stringify(body))).toEqual({ kind: 'rejected', reason: 'bad_signature' });
  });
  it.each(['', '{', '{"a":1,"a":2}', '{"__proto__":{}}'])('%j is unreadable', (body) => {
    expect(readText(body)).toEqual({ kind: 'rejected', reason: 'unreadable' });
  });
});

describe('what an authentic callback means', () => {
  it.each(['success', 'processing', 'some new word', 'awaiting approval', 'partially paid'])(
    'payment "%s" beside a code that says "still processing" is pending',
    (status) => {
      for (const code of ['9999', '19999', '29999', '20802', '20899']) {
        expect(contentOf(sale({ status }, { code }))).toMatchObject({ kind: 'payment', reading: { kind: 'pending' } });
      }
    },
  );
  it('"still processing" outweighs a decline', () => {
    expect(contentOf(sale({ status: 'decline' }, { status: 'decline', code: '20802' }))).toMatchObject({
      reading: { kind: 'pending' },
    });
  });
  it.each(['decline', 'expired', 'internal error', 'external error', 'cancelled', 'canceled'])(
    '"%s" is the end',
    (status) => {
      expect(contentOf(open(status))).toMatchObject({ kind: 'payment', reading: { kind: 'declined' } });
    },
  );
  it.each(['processing', 'awaiting clearing', 'decline renewal', 'a word nobody knows', ''])(
    '"%s" waits for the provider',
    (status) => {
      expect(contentOf(open(status))).toMatchObject({
        reading: { kind: 'pending', waitsFor: 'provider', nextAction: { type: 'wait' } },
      });
    },
  );
  it('a repeated request that was refused says nothing about the first', () => {
    expect(contentOf(sale({ status: 'error' }, { status: 'error', code: '3041' }))).toMatchObject({
      reading: { kind: 'pending', waitsFor: 'provider' },
    });
  });
  it('an error leaves a Payment Page open, and ends a payout', () => {
    expect(contentOf(open('error'))).toMatchObject({ reading: { kind: 'pending', waitsFor: 'shopper' } });
    expect(
      contentOf(sale({ status: 'error', type: 'payout' }, { status: 'error', type: 'payout', code: '2801' })),
    ).toMatchObject({
      kind: 'payout',
      reading: { kind: 'declined', reason: 'account_invalid' },
    });
  });
  it.each([
    ['without an amount', sale({ sum: undefined }, { sum_initial: undefined })],
    ['with an amount that is no whole number', sale({ sum: { amount: 10_000.5, currency: 'KRW' } })],
    ['with a negative amount', sale({ sum: { amount: -1, currency: 'KRW' } })],
    ['with a currency that does not exist', sale({ sum: { amount: 10_000, currency: 'WON' } })],
    ['without an operation', sale({}, {}, { operation: undefined })],
    ['without an operation id', sale({}, { id: undefined })],
    ['beside a declined operation', sale({}, { status: 'decline' })],
    ['after a refund', sale({ status: 'partially refunded' }, { type: 'refund' })],
    ['while a refund is at work', sale({ status: 'processing' }, { type: 'refund', status: 'processing' })],
    ['after a change by hand', sale({}, { type: 'manual change' })],
  ])('a report %s is only a reason to ask', (_, callback) => {
    expect(contentOf(callback)).toEqual({ kind: 'hint' });
  });
  it('a body without a payment is acknowledged and ignored', () => {
    expect(contentOf({ project_id: 200, recurring: { id: 1 } })).toEqual({ kind: 'ignored' });
    expect(contentOf({ payment: [], customer: [] })).toEqual({ kind: 'ignored' });
  });
  it('empty lists stand for empty objects', () => {
    const redirect_data = { method: 'GET', body: [], encrypted: [], url: 'https://bank.example/pay?a=1' };
    expect(
      contentOf(
        open('awaiting redirect result', {
          redirect_data,
          provider_extra_fields: [],
          clarification_fields: [],
          errors: [],
        }),
      ),
    ).toMatchObject({
      reading: { nextAction: { type: 'redirect', method: 'GET', url: 'https://bank.example/pay?a=1', fields: {} } },
    });
  });
  it('the fields of a GET redirection travel in its query', () => {
    const redirect_data = { method: 'get', body: { tid: 1, 'item[]': '가 나' }, url: 'https://bank.example/pay?a=1' };
    expect(contentOf(open('awaiting redirect result', { redirect_data }))).toMatchObject({
      reading: {
        nextAction: {
          method: 'GET',
          url: 'https://bank.example/pay?a=1&tid=1&item%5B%5D=%EA%B0%80+%EB%82%98',
          fields: {},
        },
      },
    });
  });
  it('an address that is no web address leads nowhere', () => {
    const redirect_data = { method: 'GET', url: 'javascript:alert(1)' };
    expect(contentOf(open('awaiting redirect result', { redirect_data }))).toMatchObject({
      reading: { waitsFor: 'shopper', nextAction: null },
    });
  });
  it.each([
    ['names under objects', { customer: ['first_name', 'last_name'] }],
    ['objects in objects', { customer: { first_name: { type: 'string' }, last_name: [] } }],
    ['paths', ['customer.first_name', 'customer.last_name']],
  ])('a clarification (%s) asks for the names as the bank has them', (_, clarification_fields) => {
    expect(contentOf(open('awaiting clarification', { clarification_fields }))).toMatchObject({
      reading: {
        waitsFor: 'shopper',
        nextAction: {
          type: 'provide_information',
          fields: [
            { path: 'customer.first_name', labelKo: '이름', labelEn: 'First name' },
            { path: 'customer.last_name', labelKo: '성', labelEn: 'Last name' },
          ],
          message: { ko: '은행 계좌의 소유주 명과 일치하는 성함을 정확히 넣어주셔야 합니다.' },
        },
      },
    });
  });
});

describe('the key of an event', () => {
  it('is the same for copies, and another for every change of state', () => {
    const key = (callback: Callback) => read(callback).eventKey;
    const states = [
      open('processing'),
      open('awaiting redirect result'),
      sale(),
      sale({}, { type: 'refund' }),
      sale({}, { request_id: '2' }),
    ];
    expect(new Set(states.map(key)).size).toBe(states.length);
    expect(key(sale())).toBe(key(sale({ date: '2019-10-16T09:41:27+0000' })));
  });
  it('without an operation is that of the body', () => {
    const bare = { payment: { id: 'a', status: 'processing' } };
    expect(read(bare).eventKey).toBe(read(bare).eventKey);
    expect(read(bare).eventKey).not.toBe(read({ payment: { id: 'a', status: 'success' } }).eventKey);
  });
});
