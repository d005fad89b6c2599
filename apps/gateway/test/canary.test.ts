import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bankPayout, customer, windowPayment } from './support/requests.ts';
import { keys, startTestGateway, type TestGateway } from './support/test-gateway.ts';
import { startTraceCollector, type TraceCollector } from './support/trace-collector.ts';
import { withStoredMeans } from './support/two-shops.ts';

let gateway: TestGateway;
let collector: TraceCollector;
beforeAll(async () => {
  collector = await startTraceCollector();
  const variables = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
  gateway = await startTestGateway({ configuration: withStoredMeans, variables });
});
afterAll(async () => {
  await gateway.close();
  await collector.close();
});

/** Values chosen so that they can stand nowhere by chance; the number passes its own check, so that it is recognised. */
const card = {
  card_number: '5409268181939470',
  expiry: '2031-07',
  birth_or_business_number: '7319590264',
  password_2digits: '83',
};
const cvc = 'c9v4c17';
const secrets = ['imp_secret_test', 'ecommpay_secret_test', 'imp_key_test', keys.test, keys.live, keys.otherShop];
const secretTexts = [
  card.card_number,
  card.card_number.replace(/(\d{4})(?=\d)/g, '$1-'),
  '2031-07',
  '7319590264',
  cvc,
  ...secrets,
];

it('card data, API keys and provider secrets stand in no file, log line, answer, metric or trace', async () => {
  const answers: string[] = [];
  const pay = async (body: object, headers: Record<string, string> = {}) => {
    const answer = await gateway.post('/v1/payments', body, { headers });
    answers.push(answer.text, JSON.stringify([...answer.headers]));
    return answer.body;
  };
  const keyIn = { type: 'key_in', ...card };
  const { fakes } = gateway.simulator;

  const paid = await pay(windowPayment({ method: keyIn }), { 'idempotency-key': 'canary' });
  expect(paid.status).toBe('paid');
  fakes.iamport.decideNext('decline');
  await pay(windowPayment({ method: { ...keyIn, card_number: '5409-2681-8193-9470' } }));
  fakes.iamport.decideNext('approve');
  for (const kind of ['lose_before', 'lose_after'] as const) {
    fakes.iamport.faults.inject('onetime', { kind });
    await pay(windowPayment({ method: keyIn }));
  }
  fakes.iamport.faults.inject('onetime', { kind: 'error_before', status: 500 });
  await pay(windowPayment({ method: keyIn }));
  fakes.iamport.faults.inject('onetime', {
    kind: 'garbage',
    body: `<html>${card.card_number} ${card.birth_or_business_number}</html>`,
  });
  await pay(windowPayment({ method: keyIn }));

  const issue = async (body: object, headers: Record<string, string> = {}) => {
    const answer = await gateway.post('/v1/billing_keys', body, { headers });
    answers.push(answer.text, JSON.stringify([...answer.headers]));
    return answer.body;
  };
  expect((await issue({ method: keyIn }, { 'idempotency-key': 'canary-key' })).status).toBe('active');
  for (const kind of ['lose_before', 'lose_after'] as const) {
    fakes.iamport.faults.inject('billing_key_issue', { kind });
    await issue({ method: keyIn });
  }
  fakes.iamport.faults.inject('billing_key_issue', {
    kind: 'garbage',
    body: JSON.stringify({ code: -1, message: `${card.card_number} ${card.birth_or_business_number} ${card.expiry}` }),
  });
  await issue({ method: keyIn });
  await issue({ method: { ...keyIn, cvc } });
  await issue({ method: { ...keyIn, expiry: '2031-077' } });
  await issue({ method: keyIn, provider_options: { iamport: { channel_group_id: card.card_number } } });
  answers.push((await gateway.get('/v1/billing_keys')).text, (await gateway.get('/v1/events')).text);

  await pay(windowPayment({ method: { ...keyIn, cvc } }));
  await pay(windowPayment({ method: { ...keyIn, expiry: '2031-077' } }));
  await pay(windowPayment({ metadata: { note: card.card_number } }));
  await pay(windowPayment({ [card.card_number]: 1 }));
  await pay(windowPayment({ order_name: `by ${card.card_number}` }));
  await pay(windowPayment({ method: keyIn }), { 'request-id': card.card_number, 'idempotency-key': card.card_number });
  answers.push((await gateway.post('/v1/payments', `{"card_number":"${card.card_number}",`)).text);
  answers.push((await gateway.get(`/v1/payments/${card.card_number}?card=${card.card_number}`)).text);
  answers.push((await gateway.post('/v1/payouts', bankPayout({ customer }))).text);
  answers.push((await gateway.get('/v1/payments', { key: `${keys.test}x` })).text);
  answers.push((await gateway.get(`/v1/payments/${paid.id}/timeline`)).text);

  answers.push((await gateway.get('/metrics', { key: null })).text);
  // Sends the spans that wait.
  await gateway.restart();

  const files = databaseFiles();
  expect(files.length).toBeGreaterThan(0);
  expect(collector.text()).toContain(paid.id);
  const texts = [...files, gateway.logText(), collector.text(), ...answers];
  expect(files.join('')).toContain(paid.id);
  expect(gateway.logText()).toContain('/v1/payments');
  for (const secret of secretTexts)
    expect(texts.filter((text) => text.includes(secret)).map((text) => text.slice(0, 200))).toEqual([]);
  const passwordDigits = /"(password_2digits|password2Digits|pwd_2digit)"/;
  expect(texts.filter((text) => passwordDigits.test(text.replaceAll('"method.password_2digits', '')))).toEqual([]);
});

/** The database, its write-ahead log and whatever else lies beside them, as bytes. */
function databaseFiles(): string[] {
  const directory = join(gateway.directory, 'data');
  return readdirSync(directory).map((name) => readFileSync(join(directory, name), 'latin1'));
}
