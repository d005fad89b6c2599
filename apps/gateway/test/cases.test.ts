import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { windowPayment } from './support/requests.ts';
import { keys, startTestGateway, type TestGateway } from './support/test-gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

async function quarantinedPayment(paidAmount: number) {
  const { body } = await gateway.post('/v1/payments', windowPayment());
  const { iamport } = gateway.simulator.fakes;
  iamport.distort(body.attempts[0].reference, { amountMinor: paidAmount });
  await iamport.shopper(body.attempts[0].reference, 'approve');
  const confirmed = await gateway.post(`/v1/payments/${body.id}/confirm`);
  expect(confirmed.body.status).toBe('quarantined');
  const { data } = (await gateway.get(`/v1/cases?status=open&subject_id=${body.id}`)).body;
  expect(data).toHaveLength(1);
  return { payment: body, opened: data[0] };
}

describe('a case', () => {
  it('shows age, amount, evidence and what may be done', async () => {
    const { payment, opened } = await quarantinedPayment(9_000);
    expect((await gateway.get(`/v1/cases/${opened.id}`)).body).toMatchObject({
      object: 'case',
      kind: 'contradiction',
      status: 'open',
      subject_id: payment.id,
      amount: 9_000,
      currency: 'KRW',
      age_seconds: expect.any(Number),
      evidence: { asked_amount: 10_000, reported_amount: 9_000 },
      allowed_actions: ['accept', 'reject'],
      resolution: null,
    });
    expect((await gateway.get('/v1/cases?kind=poison_event')).body.data).toEqual([]);
  });

  it('that is accepted leaves a paid payment and a book that verifies', async () => {
    const { payment, opened } = await quarantinedPayment(8_000);
    const note = 'agreed with the shopper';
    const resolved = await gateway.post(`/v1/cases/${opened.id}/resolve`, { action: 'accept', note });
    expect(resolved).toMatchObject({
      status: 200,
      body: { status: 'resolved', allowed_actions: [], resolution: { action: 'accept', note } },
    });
    expect((await gateway.get(`/v1/payments/${payment.id}`)).body).toMatchObject({
      status: 'paid',
      amount: 10_000,
      amount_paid: 8_000,
      amount_refundable: 8_000,
    });
    expect((await gateway.get('/v1/ledger/verify')).body).toMatchObject({ ok: true, problems: [] });
    const entries = (await gateway.get(`/v1/ledger/journal_entries?payment_id=${payment.id}`)).body.data;
    expect(entries.find((entry: { case_id: string | null }) => entry.case_id === opened.id)).toMatchObject({
      approval: { requested_by: 'test', approved_by: 'test', reason: note },
    });
  });

  it('is resolved once, with a note, by its own merchant, under an Idempotency-Key', async () => {
    const { opened } = await quarantinedPayment(7_000);
    const path = `/v1/cases/${opened.id}/resolve`;
    const decision = { action: 'accept', note: 'seen' };
    expect(await gateway.post(path, { action: 'accept' })).toMatchObject({ status: 400, body: { param: 'note' } });
    expect(await gateway.post(path, { ...decision, action: 'declare_failed' })).toMatchObject({
      status: 409,
      body: { code: 'state_conflict', allowed_actions: ['accept', 'reject'] },
    });
    for (const key of [keys.live, keys.otherShop]) {
      expect((await gateway.get(`/v1/cases/${opened.id}`, { key })).status).toBe(404);
      expect((await gateway.post(path, decision, { key })).status).toBe(404);
    }
    const headers = { 'idempotency-key': 'resolve-1' };
    const first = await gateway.post(path, decision, { headers });
    const again = await gateway.post(path, decision, { headers });
    expect(again.text).toBe(first.text);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(await gateway.post(path, decision)).toMatchObject({ status: 409, body: { allowed_actions: [] } });
  });
});
