import { dayMs, secondMs, systemClock } from '@hangil/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { nextReference, openStage } from './stage.ts';
import { type Client, openIamport, openIamporter, openOfficial, type Shown } from './strangers.ts';

const card = { card_number: '5409-2612-3456-7899', expiry: '2099-12', birth: '800229', pwd_2digit: '73' };
const keys = { key: 'imp_key_test', secret: 'imp_secret_test' };

/** Clients that nobody of this project wrote, as they are on npm. Some of them look at the real time. */
describe.each([openIamport, openIamporter, openOfficial])('a client of others: %o', (open) => {
  let client: Client;
  beforeEach(async () => {
    const { fakeUrl } = await openStage({}, { clock: systemClock });
    client = open({ host: fakeUrl, ...keys });
  });

  const pay = (fields: object = {}) =>
    client.onetime({ merchant_uid: nextReference(), amount: 1_000, name: '양말', ...card, ...fields });

  it('gets a token, charges a card and finds the payment by id, order and status', async () => {
    const paid = await pay();
    expect(paid).toMatchObject({ status: 'paid', amount: 1_000 });
    const same = { imp_uid: paid.imp_uid, merchant_uid: paid.merchant_uid, status: 'paid' };
    expect(await client.byId(paid.imp_uid)).toMatchObject(same);
    expect(await client.byOrder(paid.merchant_uid)).toMatchObject(same);
    expect((await client.byStatus('paid')).map(({ imp_uid }) => imp_uid)).toEqual([paid.imp_uid]);
  });

  it('cancels in parts, and is refused more than is left', async () => {
    const { imp_uid } = await pay();
    expect(await client.cancel({ imp_uid, amount: 400, reason: 'part' })).toMatchObject({
      status: 'cancelled',
      cancel_amount: 400,
    });
    await expect(client.cancel({ imp_uid, amount: 601 })).rejects.toBeDefined();
    expect(await client.cancel({ imp_uid })).toMatchObject({ cancel_amount: 1_000 });
    await expect(client.cancel({ imp_uid })).rejects.toBeDefined();
  });

  it('stores a card and charges it again', async () => {
    const customer_uid = `card_${nextReference()}`;
    await pay({ customer_uid });
    const again = await client.again({ customer_uid, merchant_uid: nextReference(), amount: 2_000, name: '모자' });
    expect(again).toMatchObject({ status: 'paid', amount: 2_000 });
  });

  it('registers an amount and reads it', async () => {
    const merchantUid = nextReference();
    await client.prepare(merchantUid, 3_000);
    expect(await client.prepared(merchantUid)).toMatchObject({ merchant_uid: merchantUid, amount: 3_000 });
    await expect(client.prepare(merchantUid, 4_000)).rejects.toBeDefined();
  });
});

/** The third client, `iamporter`, names these calls in its comments only. */
describe.each([openIamport, openOfficial])('a client of others with schedules: %o', (open) => {
  it('has charges made later, takes one back and then the rest', async () => {
    const { fakeUrl } = await openStage({}, { clock: systemClock });
    const client = open({ host: fakeUrl, ...keys });
    const customer_uid = `card_${nextReference()}`;
    await client.onetime({ customer_uid, merchant_uid: nextReference(), amount: 1_000, name: '양말', ...card });
    const schedule_at = tomorrowSeconds();
    const schedules = [1, 2, 3].map(() => ({
      merchant_uid: nextReference(),
      schedule_at,
      amount: 9_900,
      name: '구독',
    }));
    const references = schedules.map(({ merchant_uid }) => merchant_uid);

    const taken = await client.schedule({ customer_uid, schedules });
    expect(taken).toMatchObject(
      schedules.map(({ merchant_uid, amount }) => ({
        merchant_uid,
        amount,
        customer_uid,
        schedule_status: 'scheduled',
      })),
    );
    await expect(client.schedule({ customer_uid, schedules })).rejects.toBeDefined();

    const idsOf = (shown: readonly Shown[]) => shown.map(({ merchant_uid }) => merchant_uid);
    const one = await client.unschedule({ customer_uid, merchant_uid: references[0] });
    expect(idsOf(one)).toEqual(references.slice(0, 1));
    const rest = await client.unschedule({ customer_uid });
    expect(idsOf(rest)).toEqual(references.slice(1));
    expect(rest.every(({ schedule_status }) => schedule_status === 'revoked')).toBe(true);
    await expect(client.unschedule({ customer_uid })).rejects.toBeDefined();
  });
});

function tomorrowSeconds(): number {
  return Math.floor((systemClock.now().getTime() + dayMs) / secondMs);
}

describe('the client of the provider itself', () => {
  it('reads many payments, and is told which were not found', async () => {
    const { fakeUrl } = await openStage({}, { clock: systemClock });
    const client = openOfficial({ host: fakeUrl, ...keys });
    const paid = await client.onetime({ merchant_uid: nextReference(), amount: 1_000, name: '양말', ...card });
    const { status, data } = await client.send<readonly Shown[]>('Payments', 'getByImpUids', {
      imp_uid: [paid.imp_uid, 'imp_000000000000'],
    });
    expect(status).toBe(207);
    expect(data.response.map(({ imp_uid }) => imp_uid)).toEqual([paid.imp_uid]);
    expect(data.failed).toEqual(['imp_000000000000']);
  });

  it('issues, reads and deletes a billing key', async () => {
    const { fakeUrl } = await openStage({}, { clock: systemClock });
    const { send } = openOfficial({ host: fakeUrl, ...keys });
    const customer_uid = `card_${nextReference()}`;
    await send('Customers', 'postBillingKey', { customer_uid, ...card });
    const read = await send<Shown>('Customers', 'getBillingKey', { customer_uid });
    expect(read.data.response.customer_uid).toBe(customer_uid);
    await send('Customers', 'deleteBillingKey', { customer_uid });
    await expect(send('Customers', 'getBillingKey', { customer_uid })).rejects.toMatchObject({
      response: { status: 404 },
    });
  });

  /** Its list of a key's schedules expects pages, of which the provider's description of August 2026 says nothing. */
  it('reads one schedule, and is told when there is none', async () => {
    const { fakeUrl } = await openStage({}, { clock: systemClock });
    const client = openOfficial({ host: fakeUrl, ...keys });
    const [customer_uid, merchant_uid] = [`card_${nextReference()}`, nextReference()];
    await client.send('Customers', 'postBillingKey', { customer_uid, ...card });
    const schedule_at = tomorrowSeconds();
    await client.schedule({ customer_uid, schedules: [{ merchant_uid, schedule_at, amount: 9_900, name: '구독' }] });
    const one = await client.send<Shown>('Subscribe', 'getScheduled', { merchant_uid });
    expect(one.data.response).toMatchObject({
      merchant_uid,
      schedule_at: new Date(schedule_at * secondMs),
      schedule_status: 'scheduled',
    });
    await expect(client.send('Subscribe', 'getScheduled', { merchant_uid: 'none' })).rejects.toMatchObject({
      response: { status: 404 },
    });
  });

  it('is refused a decline as a payment that failed', async () => {
    const { fakeUrl, fake } = await openStage({}, { clock: systemClock });
    fake.decideNext('decline');
    const client = openOfficial({ host: fakeUrl, ...keys });
    const declined = await client.onetime({ merchant_uid: nextReference(), amount: 1_000, name: '양말', ...card });
    expect(declined).toMatchObject({ status: 'failed', fail_reason: expect.stringContaining('한도초과') });
  });
});
