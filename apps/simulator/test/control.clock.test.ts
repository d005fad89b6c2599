import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

/** The second at which the provider believes to be, as its token answer tells. */
async function providerSecond(): Promise<number> {
  const answer = await fetch(`${stage.simulator.url}/iamport/users/getToken`, {
    method: 'POST',
    body: new URLSearchParams({ imp_key: 'imp_key_test', imp_secret: 'imp_secret_test' }),
  });
  const { response } = (await answer.json()) as { readonly response: { readonly now: number } };
  return response.now;
}

test('advancing moves the providers along, and adds up', async () => {
  const before = await providerSecond();
  await stage.control('POST', '/clock', { advance_seconds: 3600 });
  const { body } = await stage.control('POST', '/clock', { advance_seconds: 0.5 });
  expect(body.offset_seconds).toBe(3600.5);
  expect((await providerSecond()) - before).toBeGreaterThanOrEqual(3600);
});

test('an instant can be named in any zone', async () => {
  const { body } = await stage.control('POST', '/clock', { now: '2030-01-01T09:00:00+09:00' });
  expect(body.now).toMatch(/^2030-01-01T00:00:0/);
  expect(new Date((await providerSecond()) * 1000).toISOString()).toMatch(/^2030-01-01T00:00:/);
});

test('deleting gives real time back', async () => {
  await stage.control('POST', '/clock', { advance_seconds: -86_400 });
  expect((await stage.control('GET', '/clock')).body.offset_seconds).toBe(-86_400);
  expect((await stage.control('DELETE', '/clock')).body.offset_seconds).toBe(0);
  expect((await stage.control('GET', '/clock')).body.offset_seconds).toBe(0);
});

test.each([
  {},
  { advance_seconds: 1, now: '2030-01-01T00:00:00Z' },
  { advance_seconds: '60' },
  { advance_seconds: 1e18 },
  { now: '2030-01-01' },
  { now: '2030-01-01T00:00:00' },
  { minutes: 1 },
])('%j is refused and moves nothing', async (body) => {
  const answer = await stage.control('POST', '/clock', body);
  expect(answer).toMatchObject({ status: 400, body: { error: { code: 'invalid_request' } } });
  expect(stage.simulator.clock.offsetMs()).toBe(0);
});
