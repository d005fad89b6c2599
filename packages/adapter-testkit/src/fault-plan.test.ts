import { Hono } from 'hono';
import { request } from 'undici';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createFaultPlan, serveApp } from './index.ts';

async function bank() {
  const faults = createFaultPlan();
  let charges = 0;
  const app = new Hono();
  app.post('/charge', faults.guard('charge'), (context) => {
    charges += 1;
    return context.json({ charges }, 200, { 'x-charge': String(charges) });
  });
  app.get('/charges', faults.guard('read'), (context) => context.json({ charges }));
  const served = await serveApp(app);
  onTestFinished(() => served.close());
  const call = async (method: 'GET' | 'POST', path: string) => {
    const { statusCode, headers, body } = await request(served.url + path, { method });
    return { status: statusCode, header: headers['x-charge'], text: await body.text() };
  };
  return {
    faults,
    charges: () => charges,
    charge: () => call('POST', '/charge'),
    read: () => call('GET', '/charges'),
  };
}

describe('a fault plan', () => {
  it('lets calls through while nothing is planned', async () => {
    const { charge } = await bank();
    expect(await charge()).toEqual({ status: 200, header: '1', text: '{"charges":1}' });
  });

  it('loses a call before it acts: the connection breaks and nothing was done', async () => {
    const { faults, charge, charges } = await bank();
    faults.inject('charge', { kind: 'lose_before' });
    await expect(charge()).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
    expect(charges()).toBe(0);
  });

  it('loses a call after it acted: the connection breaks and the work is done', async () => {
    const { faults, charge, charges } = await bank();
    faults.inject('charge', { kind: 'lose_after' });
    await expect(charge()).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
    expect(charges()).toBe(1);
  });

  it('changes an answer on its way and leaves status and headers as they were', async () => {
    const { faults, charge, charges } = await bank();
    faults.inject('charge', { kind: 'rewrite', rewrite: (body) => body.replace('1', '1000') });
    expect(await charge()).toEqual({ status: 200, header: '1', text: '{"charges":1000}' });
    expect(charges()).toBe(1);
  });

  it('answers with an error before acting', async () => {
    const { faults, charge, charges } = await bank();
    faults.inject('charge', { kind: 'error_before', status: 503 });
    expect(await charge()).toMatchObject({ status: 503, header: undefined, text: expect.stringContaining('<html>') });
    expect(charges()).toBe(0);
  });

  it('answers with an error after acting, without a trace of the true answer', async () => {
    const { faults, charge, charges } = await bank();
    faults.inject('charge', { kind: 'error_after', status: 502 });
    expect(await charge()).toMatchObject({ status: 502, header: undefined, text: expect.stringContaining('<html>') });
    expect(charges()).toBe(1);
  });

  it('answers with garbage after acting', async () => {
    const { faults, charge, charges } = await bank();
    faults.inject('charge', { kind: 'garbage', body: '{"char' });
    expect(await charge()).toEqual({ status: 200, header: undefined, text: '{"char' });
    expect(charges()).toBe(1);
  });

  it('holds a call before it acts', async () => {
    const { faults, charge, charges } = await bank();
    faults.inject('charge', { kind: 'hold_before' });
    const held = charge();
    await faults.whenHeld();
    expect(charges()).toBe(0);
    faults.releaseHeld();
    expect((await held).status).toBe(200);
  });

  it('holds the answer after the work is done', async () => {
    const { faults, charge, charges } = await bank();
    faults.inject('charge', { kind: 'hold_after' });
    const held = charge();
    await faults.whenHeld();
    await faults.whenHeld();
    expect(charges()).toBe(1);
    faults.releaseHeld();
    expect((await held).text).toBe('{"charges":1}');
  });

  it('spoils only the named operation, only as often as planned, in the planned order', async () => {
    const { faults, charge, read } = await bank();
    faults.inject('charge', { kind: 'error_before', status: 503 }, 2);
    faults.inject('charge', { kind: 'error_before', status: 500 });
    const statuses = [
      (await charge()).status,
      (await read()).status,
      (await charge()).status,
      (await charge()).status,
      (await charge()).status,
    ];
    expect(statuses).toEqual([503, 200, 503, 500, 200]);
  });

  it('forgets what was planned when it is cleared', async () => {
    const { faults, charge } = await bank();
    faults.inject('charge', { kind: 'lose_before' }, 5);
    faults.clear();
    expect((await charge()).status).toBe(200);
  });
});
