import { describe, expect, it } from 'vitest';
import { atProvider, booked, callsOf, keyIn, openStage, paymentRequest } from './stage.ts';

const minuteMs = 60_000;

describe('the access token', () => {
  it('is shared by calls that run at the same time', async () => {
    const stage = await openStage();
    await Promise.all([1, 2, 3, 4].map(() => stage.provider.payments.start(paymentRequest(), {})));
    expect(callsOf(stage, 'token')).toBe(1);
    expect(callsOf(stage, 'prepare')).toBe(4);
  });

  it('is renewed in its last minute, where the provider moves its end, and again after its end', async () => {
    const stage = await openStage();
    const start = () => stage.provider.payments.start(paymentRequest(), {});
    await start();
    stage.pass(29 * minuteMs);
    await start();
    expect(callsOf(stage, 'token')).toBe(1);
    stage.pass(30_000);
    await start();
    expect(callsOf(stage, 'token')).toBe(2);
    stage.pass(4 * minuteMs);
    await start();
    expect(callsOf(stage, 'token')).toBe(2);
    stage.pass(2 * minuteMs);
    expect((await start()).kind).toBe('pending');
    expect(callsOf(stage, 'token')).toBe(3);
    expect(callsOf(stage, 'prepare')).toBe(5);
  });

  it.each(['bearer', 'bare'])('is sent in the %s scheme', async (token_scheme) => {
    const stage = await openStage({ options: { token_scheme } });
    expect((await stage.provider.payments.start(paymentRequest(), {})).kind).toBe('pending');
    const scheme = token_scheme === 'bearer' ? /^Bearer [0-9a-f]{40}$/ : /^[0-9a-f]{40}$/;
    expect(stage.authorizations.at(-1)).toMatch(scheme);
  });

  it('that is refused is replaced and the call is sent once more, moving the money once', async () => {
    const stage = await openStage();
    stage.fake.faults.inject('onetime', { kind: 'error_before', status: 401 });
    const request = paymentRequest({ method: keyIn });
    expect((await stage.provider.payments.start(request, {})).kind).toBe('succeeded');
    expect(callsOf(stage, 'onetime')).toBe(2);
    expect(callsOf(stage, 'token')).toBe(2);
    expect(booked(stage, request.reference)?.charges).toBe(1);
  });

  it('that is refused twice ends the call: nothing was created, nothing is asked a third time', async () => {
    const stage = await openStage();
    stage.fake.faults.inject('onetime', { kind: 'error_before', status: 401 }, 2);
    const request = paymentRequest({ method: keyIn });
    expect(await stage.provider.payments.start(request, {})).toMatchObject({ kind: 'not_created' });
    expect(callsOf(stage, 'onetime')).toBe(2);
    expect(booked(stage, request.reference)).toBeUndefined();
  });

  it('cannot be had with wrong keys: a charge is not created, an inquiry is unknown', async () => {
    const stage = await openStage({ credentials: { imp_key: 'imp_key_test', imp_secret: 'wrong', user_code: 'imp0' } });
    const request = paymentRequest({ method: keyIn });
    expect(await stage.provider.payments.start(request, {})).toMatchObject({
      kind: 'not_created',
      reason: 'not_contracted',
    });
    expect((await stage.provider.payments.inquire(atProvider(request), {})).kind).toBe('unknown');
    expect(callsOf(stage, 'onetime')).toBe(0);
  });

  it.each([
    { kind: 'lose_before' } as const,
    { kind: 'error_before', status: 503 } as const,
    { kind: 'garbage', body: '<html></html>' } as const,
  ])('that does not come ($kind) leaves the charge not created and the next try free', async (fault) => {
    const stage = await openStage();
    stage.fake.faults.inject('token', fault);
    const request = paymentRequest({ method: keyIn });
    expect(await stage.provider.payments.start(request, {})).toMatchObject({
      kind: 'not_created',
      reason: 'provider_unavailable',
    });
    expect((await stage.provider.payments.start(request, {})).kind).toBe('succeeded');
  });

  it('keeps nobody waiting who has given up, and still serves the others', async () => {
    const stage = await openStage();
    stage.fake.faults.inject('token', { kind: 'hold_after' });
    const controller = new AbortController();
    const impatient = stage.provider.payments.start(paymentRequest(), { signal: controller.signal });
    const patient = stage.provider.payments.start(paymentRequest(), {});
    await stage.fake.faults.whenHeld();
    controller.abort();
    expect(await impatient).toMatchObject({ kind: 'not_created', reason: 'timed_out' });
    stage.fake.faults.releaseHeld();
    expect((await patient).kind).toBe('pending');
    expect(callsOf(stage, 'token')).toBe(1);
  });
});
