import { serveApp } from '@hangil/adapter-testkit';
import { ProviderSettingsError } from '@hangil/core';
import { expect, onTestFinished, test } from 'vitest';
import { createFakeIamport } from '../src/fake/index.ts';
import { createIamport } from '../src/index.ts';
import { accountSettings, atProvider, keyIn, paymentRequest, startTime } from './stage.ts';

/** Paths with the sub-merchant that each call was for. */
async function callsOf(options: Record<string, unknown>) {
  const seen: (readonly [path: string, tier: string | null])[] = [];
  const fake = createFakeIamport({ clock: { now: () => startTime }, publicUrl: () => '' });
  const served = await serveApp({
    fetch(request) {
      seen.push([new URL(request.url).pathname, request.headers.get('tier')]);
      return fake.app.fetch(request);
    },
  });
  onTestFinished(served.close);
  const provider = createIamport({ ...accountSettings(served.url), options });
  const request = paymentRequest({ method: keyIn });
  await provider.payments.start(request, {});
  await provider.payments.inquire(atProvider(request), {});
  return seen.filter(([path]) => path !== '/users/getToken');
}

test('every call of an agency account names its sub-merchant; the token is the account’s own', async () => {
  expect(new Set((await callsOf({ tier: 'AB1' })).map(([, tier]) => tier))).toEqual(new Set(['AB1']));
  expect(new Set((await callsOf({})).map(([, tier]) => tier))).toEqual(new Set([null]));
});

test('a sub-merchant is three capitals or digits', () => {
  const create = () => createIamport({ ...accountSettings('http://127.0.0.1:9'), options: { tier: 'ab1' } });
  expect(create).toThrow(ProviderSettingsError);
});
