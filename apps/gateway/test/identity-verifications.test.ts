import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServiceShop } from './support/service-shop.ts';
import { keys, type TestGateway } from './support/test-gateway.ts';

let gateway: TestGateway;
let keeping: TestGateway;
const masterKey = randomBytes(32).toString('base64');
beforeAll(async () => {
  gateway = await startServiceShop();
  keeping = await startServiceShop({
    variables: { HANGIL_MASTER_KEY: masterKey },
    options: 'keep_identity_keys: true',
  });
});
afterAll(async () => {
  await gateway.close();
  await keeping.close();
});

const path = '/v1/identity_verifications';
const person = { name: '김하늘', phone: '010-2468-1357', birth_date: '900315', gender_digit: '2', carrier: 'skt' };
const byCode = { method: { type: 'code', ...person } };

async function verified(at: TestGateway) {
  const { body } = await at.post(path, byCode);
  return at.post(`${path}/${body.id}/confirm`, { code: '000000' });
}

describe('by a code', () => {
  it('is requested, confirmed and read; a wrong code leaves it open', async () => {
    const requested = await gateway.post(path, byCode);
    expect(requested).toMatchObject({
      status: 201,
      body: {
        object: 'identity_verification',
        id: expect.stringMatching(/^idv_/),
        status: 'requires_action',
        method: 'code',
        channel_id: 'danal',
        next_action: { type: 'provide_information', fields: [{ path: 'code' }] },
        person: null,
      },
    });
    const own = `${path}/${requested.body.id}`;
    expect(await gateway.post(`${own}/confirm`, { code: '123456' })).toMatchObject({
      status: 422,
      body: { code: 'identity_verification_refused', action: 'shopper_retry' },
    });
    const confirmed = await gateway.post(`${own}/confirm`, { code: '000000' });
    expect(confirmed).toMatchObject({
      status: 200,
      body: {
        status: 'verified',
        person: { name: '김하늘', birthday: '1990-03-15', phone: '01024681357', ci: null, di: null },
      },
    });
    expect((await gateway.get(own)).body).toEqual(confirmed.body);
    const { data } = (await gateway.get(path)).body;
    expect(data[0]).toMatchObject({ id: requested.body.id, status: 'verified' });
    expect(data[0]).not.toHaveProperty('person');
  });

  it('is requested once under an Idempotency-Key', async () => {
    const options = { headers: { 'idempotency-key': 'idv-1' } };
    const first = await gateway.post(path, byCode, options);
    expect((await gateway.post(path, byCode, options)).text).toBe(first.text);
  });

  it('is unknown when the answer was lost, and a new one may be requested', async () => {
    gateway.simulator.fakes.iamport.faults.inject('otp_request', { kind: 'lose_after' });
    expect(await gateway.post(path, byCode)).toMatchObject({ status: 504, body: { resource: { status: 'unknown' } } });
    expect((await gateway.post(path, byCode)).status).toBe(201);
  });

  it('is asked for again when the provider did not answer the confirm', async () => {
    const { body } = await gateway.post(path, byCode);
    gateway.simulator.fakes.iamport.faults.inject('otp_confirm', { kind: 'lose_after' });
    expect((await gateway.post(`${path}/${body.id}/confirm`, { code: '000000' })).status).toBe(504);
    expect((await gateway.post(`${path}/${body.id}/confirm`, {})).body.status).toBe('verified');
  });
});

describe('by a window', () => {
  async function openWindow() {
    const { body } = await gateway.post(path, { method: { type: 'window' }, channel_id: 'danal' });
    const { call, params } = body.next_action;
    expect(call).toBe('IMP.certification');
    const request = encodeURIComponent(JSON.stringify(params));
    const page = await fetch(`${gateway.simulator.url}/iamport/window/certification?request=${request}`);
    return { id: body.id, impUid: /certification\/(imp_\d+)/.exec(await page.text())?.[1] ?? '' };
  }

  function approve(impUid: string) {
    const form = new URLSearchParams({ outcome: 'approve' });
    return fetch(`${gateway.simulator.url}/iamport/window/certification/${impUid}`, { method: 'POST', body: form });
  }

  it('is verified when the person has finished, by the id of the window', async () => {
    const { id, impUid } = await openWindow();
    const confirm = { provider_verification_id: impUid };
    expect(await gateway.post(`${path}/${id}/confirm`, confirm)).toMatchObject({ status: 409 });
    await approve(impUid);
    expect(await gateway.post(`${path}/${id}/confirm`, confirm)).toMatchObject({
      status: 200,
      body: { status: 'verified', provider_verification_id: impUid },
    });
  });

  it('believes no id of another verification', async () => {
    const mine = await openWindow();
    const other = await openWindow();
    await approve(other.impUid);
    for (const id of [other.impUid, 'imp_000000000000']) {
      expect(await gateway.post(`${path}/${mine.id}/confirm`, { provider_verification_id: id })).toMatchObject({
        status: 422,
        body: { code: 'identity_verification_mismatch' },
      });
    }
    expect((await gateway.get(`${path}/${mine.id}`)).body.status).toBe('requires_action');
  });
});

describe('what is kept of a person', () => {
  it('is CI and DI where the account is set to keep them, readable after a restart', async () => {
    const { body } = await verified(keeping);
    expect(body.person).toMatchObject({ ci: expect.stringMatching(/.{80}/), di: expect.stringMatching(/.{60}/) });
    await keeping.restart();
    expect((await keeping.get(`${path}/${body.id}`)).body).toEqual(body);
  });

  it('stands in no file in the clear, and in no log line', async () => {
    const { body } = await verified(keeping);
    const { ci, di, birthday } = body.person;
    const files = readdirSync(join(keeping.directory, 'data')).map((name) =>
      readFileSync(join(keeping.directory, 'data', name), 'utf8'),
    );
    for (const text of [...files, keeping.logText()]) {
      for (const secret of [ci, di, birthday, '900315', '01024681357', '김하늘'])
        expect(text.includes(secret)).toBe(false);
    }
  });

  it('is gone after a restart without a master key', async () => {
    const { body } = await verified(gateway);
    await gateway.restart();
    expect((await gateway.get(`${path}/${body.id}`)).body).toMatchObject({ status: 'verified', person: null });
  });

  it('is nothing in live mode without a master key: nobody is verified', async () => {
    expect(await gateway.post(path, byCode, { key: keys.live })).toMatchObject({
      status: 422,
      body: { code: 'master_key_required' },
    });
    expect((await keeping.post(path, byCode, { key: keys.live })).status).toBe(201);
  });

  it('is forgotten, here and at the provider, when it is deleted', async () => {
    const { body } = await verified(keeping);
    expect(await keeping.call('DELETE', `${path}/${body.id}`)).toMatchObject({ status: 200, body: { deleted: true } });
    expect((await keeping.get(`${path}/${body.id}`)).body).toMatchObject({ status: 'deleted', person: null });
    expect(keeping.simulator.fakes.iamport.calls().at(-1)?.operation).toBe('certification_delete');
    expect((await keeping.call('DELETE', `${path}/${body.id}`)).status).toBe(200);
  });

  it('stays when the provider cannot be reached', async () => {
    const { body } = await verified(keeping);
    keeping.simulator.fakes.iamport.faults.inject('certification_delete', { kind: 'error_before', status: 500 });
    expect((await keeping.call('DELETE', `${path}/${body.id}`)).status).toBe(504);
    expect((await keeping.get(`${path}/${body.id}`)).body.person).not.toBeNull();
  });
});

it('does not exist for others', async () => {
  const { body } = await gateway.post(path, byCode);
  for (const key of [keys.otherShop, keys.live]) {
    expect((await gateway.get(`${path}/${body.id}`, { key })).status).toBe(404);
    expect((await gateway.post(`${path}/${body.id}/confirm`, { code: '000000' }, { key })).status).toBe(404);
    expect((await gateway.call('DELETE', `${path}/${body.id}`, { key })).status).toBe(404);
  }
});
