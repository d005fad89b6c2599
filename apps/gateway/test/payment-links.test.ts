import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customer, keyInPayment, windowPayment } from './support/requests.ts';
import { keys, startTestGateway, type TestGateway } from './support/test-gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

const shirt = { order_name: 'Blue <T-shirt>', amount: 10_000, currency: 'KRW' };

async function newLink(overrides: object = {}) {
  const created = await gateway.post('/v1/payment_links', { ...shirt, ...overrides });
  expect(created.status).toBe(201);
  return created.body;
}

/** A visitor's browser, without following redirects. */
async function visit(url: string, form?: Record<string, string>) {
  const answer = await fetch(url, {
    redirect: 'manual',
    ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
  });
  return { status: answer.status, headers: answer.headers, html: await answer.text() };
}

/** Chooses the card on the link's page. */
async function begin(url: string, form: Record<string, string> = {}) {
  const { status, headers, html } = await visit(url, { method: 'card', ...form });
  return { status, html, location: headers.get('location')?.replace('#open', '') ?? '' };
}

async function paymentsOf(link: { id: string }) {
  const { body } = await gateway.get('/v1/payments?limit=100');
  return body.data.filter(({ metadata }: { metadata: object }) => Object.values(metadata).includes(link.id));
}

async function shopper(payment: { attempts: { reference: string }[] }, outcome: 'approve' | 'decline') {
  await gateway.simulator.fakes.iamport.shopper(payment.attempts[0]?.reference ?? '', outcome);
}

describe('the resource', () => {
  it('is made, read, listed and deactivated', async () => {
    const link = await newLink({ methods: ['card', 'easy_pay/kakaopay'], max_uses: 3, metadata: { cart: '7' } });
    expect(link).toMatchObject({
      object: 'payment_link',
      id: expect.stringMatching(/^plk_/),
      livemode: false,
      status: 'active',
      amount: 10_000,
      methods: ['card', 'easy_pay/kakaopay'],
      max_uses: 3,
      payments_begun: 0,
      expires_at: null,
    });
    expect(link.url.startsWith(`${gateway.url()}/pay/`)).toBe(true);
    expect((await gateway.get(`/v1/payment_links/${link.id}`)).body).toEqual(link);
    expect((await gateway.get('/v1/payment_links?limit=1')).body.data).toEqual([link]);
    const deactivated = await gateway.post(`/v1/payment_links/${link.id}/deactivate`);
    expect(deactivated).toMatchObject({ status: 200, body: { ...link, status: 'deactivated' } });
    expect((await gateway.get('/v1/payment_links?status=deactivated')).body.data).toEqual([deactivated.body]);
  });

  it('is made once under an Idempotency-Key', async () => {
    const options = { headers: { 'idempotency-key': 'link-1' } };
    const first = await gateway.post('/v1/payment_links', shirt, options);
    const second = await gateway.post('/v1/payment_links', shirt, options);
    expect(second.text).toBe(first.text);
    expect(second.headers.get('idempotent-replayed')).toBe('true');
  });

  it('refuses a method that no channel serves, and a time that has passed', async () => {
    expect(await gateway.post('/v1/payment_links', { ...shirt, methods: ['mobile'] })).toMatchObject({
      status: 422,
      body: { code: 'no_eligible_channel' },
    });
    expect(await gateway.post('/v1/payment_links', { ...shirt, expires_at: '2020-01-01T00:00:00Z' })).toMatchObject({
      status: 400,
      body: { code: 'invalid_request', param: 'expires_at' },
    });
  });

  it('does not exist for another merchant or the other mode', async () => {
    const link = await newLink();
    for (const key of [keys.otherShop, keys.live]) {
      expect((await gateway.get(`/v1/payment_links/${link.id}`, { key })).status).toBe(404);
      expect((await gateway.post(`/v1/payment_links/${link.id}/deactivate`, {}, { key })).status).toBe(404);
    }
  });
});

describe('the page of a link', () => {
  it('shows what is sold in both languages, and nothing of it can be taken for markup', async () => {
    const page = await visit((await newLink()).url);
    expect(page.status).toBe(200);
    expect(page.html).toContain('Blue &lt;T-shirt&gt;');
    expect(page.html).toContain('10,000 KRW');
    expect(page.html).toContain('결제하기');
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('referrer-policy')).toBe('strict-origin');
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });

  it('makes one payment for every visitor who chooses to pay', async () => {
    const link = await newLink({ metadata: { cart: '7' } });
    const first = await begin(link.url);
    const second = await begin(link.url);
    expect([first.status, second.status]).toEqual([303, 303]);
    expect(first.location).not.toBe(second.location);
    const payments = await paymentsOf(link);
    expect(payments).toMatchObject([
      { order_id: `${link.id}-2`, status: 'requires_action', metadata: { cart: '7' }, checkout_url: second.location },
      { order_id: `${link.id}-1`, status: 'requires_action', amount: 10_000, checkout_url: first.location },
    ]);
    expect((await gateway.get(`/v1/payment_links/${link.id}`)).body.payments_begun).toBe(2);
  });

  it('is not found under any address but its own', async () => {
    const { url } = await newLink();
    const guess = `${url.slice(0, -1)}${url.endsWith('A') ? 'B' : 'A'}`;
    for (const address of [guess, `${gateway.url()}/pay/nothing`]) {
      expect((await visit(address)).status).toBe(404);
      expect((await visit(address, { method: 'card' })).status).toBe(404);
    }
  });

  it('takes no method that the link does not name', async () => {
    const link = await newLink();
    expect((await begin(link.url, { method: 'easy_pay/kakaopay' })).status).toBe(422);
    expect((await begin(link.url, { email: 'no address' })).status).toBe(422);
    expect(await paymentsOf(link)).toEqual([]);
  });

  it.each([
    ['deactivated', '더 이상 사용할 수 없는', 'no longer in use'],
    ['expired', '기한이 지난', 'has expired'],
  ])('says in both languages when it is %s', async (how, ko, en) => {
    const link = await newLink({ expires_at: new Date(gateway.simulator.clock.now().getTime() + 60_000) });
    if (how === 'deactivated') await gateway.post(`/v1/payment_links/${link.id}/deactivate`);
    else gateway.simulator.clock.advance(60_000);
    for (const answer of [await visit(link.url), await begin(link.url)]) {
      expect(answer.status).toBe(410);
      expect(answer.html).toContain(ko);
      expect(answer.html).toContain(en);
    }
    expect(await paymentsOf(link)).toEqual([]);
  });
});

describe('a link for one payment', () => {
  it('leads everybody to the payment that is open, and closes when it is paid', async () => {
    const link = await newLink({ max_uses: 1 });
    const first = await begin(link.url);
    expect((await begin(link.url)).location).toBe(first.location);
    const [payment] = await paymentsOf(link);
    await shopper(payment, 'approve');
    const back = await visit(`${link.url}/return/1`);
    expect(back.headers.get('location')).toBe(first.location);
    expect((await visit(first.location)).html).toContain('결제가 완료되었습니다');
    const late = await begin(link.url);
    expect(late.status).toBe(410);
    expect(late.html).toContain('이미 결제가 완료된');
    expect((await paymentsOf(link)).map(({ status }: { status: string }) => status)).toEqual(['paid']);
  });

  it('is free again when its payment failed', async () => {
    const link = await newLink({ max_uses: 1 });
    const first = await begin(link.url);
    const [payment] = await paymentsOf(link);
    await shopper(payment, 'decline');
    await visit(`${link.url}/return/1`);
    const page = await visit(first.location);
    expect(page.html).toContain('data-status="failed"');
    expect(page.html).toContain(`href="${link.url}"`);
    const second = await begin(link.url);
    expect(second.status).toBe(303);
    expect(second.location).not.toBe(first.location);
  });

  it('takes one of fifty visitors who come at the same time', async () => {
    const link = await newLink({ max_uses: 1 });
    const answers = await Promise.all(Array.from({ length: 50 }, () => begin(link.url)));
    expect(await paymentsOf(link)).toHaveLength(1);
    expect(new Set(answers.map(({ location }) => location).filter((location) => location !== '')).size).toBe(1);
  });

  it('keeps the use for the next visitor when the provider could not be reached', async () => {
    const link = await newLink({ max_uses: 1 });
    gateway.simulator.fakes.iamport.faults.inject('prepare', { kind: 'error_before', status: 503 });
    expect((await visit((await begin(link.url)).location)).html).toContain('data-status="failed"');
    const second = await begin(link.url);
    expect((await visit(second.location)).html).toContain('data-status="requires_action"');
  });
});

describe('the page of a payment', () => {
  it('stands in the payment, shows its next action, and settles what came of the window', async () => {
    const { body } = await gateway.post(
      '/v1/payments',
      windowPayment({ order_name: '</script><b>x', return_url: 'https://shop.example/return?cart=7' }),
    );
    const page = await visit(body.checkout_url);
    expect(page.html).not.toContain('</script><b>');
    expect(page.html).toContain(`${gateway.simulator.url}/iamport/v1/iamport.js`);
    await shopper(body, 'approve');
    const paid = gateway.simulator.fakes.iamport
      .books()
      .payments.find(({ reference }) => reference === body.attempts[0].reference);
    const back = await visit(`${body.checkout_url}/confirm`, {
      result: JSON.stringify({ imp_uid: paid?.providerPaymentId }),
    });
    expect(back.headers.get('location')).toBe(`https://shop.example/return?cart=7&payment_id=${body.id}`);
    expect((await gateway.get(`/v1/payments/${body.id}`)).body.status).toBe('paid');
  });

  it('believes no id of another payment', async () => {
    const other = await gateway.post('/v1/payments', keyInPayment());
    const { body } = await gateway.post('/v1/payments', windowPayment());
    const stolen = JSON.stringify({ imp_uid: other.body.provider_payment_id });
    expect((await visit(`${body.checkout_url}/confirm`, { result: stolen })).headers.get('location')).toBe(
      body.checkout_url,
    );
    expect((await gateway.get(`/v1/payments/${body.id}`)).body.status).toBe('requires_action');
  });

  it('sends the shopper to a bank where that is the next action', async () => {
    const bank = windowPayment({
      amount: 20_000,
      method: { type: 'bank_transfer' },
      customer,
      return_url: 'https://shop.example',
    });
    const { body } = await gateway.post('/v1/payments', bank);
    const waiting = await visit(body.checkout_url);
    expect(waiting.html).toContain('http-equiv="refresh"');
    const synced = await gateway.post(`/v1/payments/${body.id}/sync`);
    expect(synced.body.next_action.type).toBe('redirect');
    const page = await visit(body.checkout_url);
    expect(page.html).toContain(new URL(synced.body.next_action.url).pathname);
    expect(page.html).not.toContain('http-equiv="refresh"');
  });

  it('is missing where no shopper pays', async () => {
    expect((await gateway.post('/v1/payments', keyInPayment())).body.checkout_url).toBeNull();
  });

  it('survives a restart', async () => {
    const { body } = await gateway.post('/v1/payments', windowPayment());
    await gateway.restart();
    const path = new URL(body.checkout_url).pathname;
    expect((await visit(`${gateway.url()}${path}`)).html).toContain('data-status="requires_action"');
  });
});
