import { describe, expect, it } from 'vitest';
import { webhookUrlProblem } from './check-webhook-url.ts';
import type { LookupAll } from './guarded-connector.ts';

const names: Readonly<Record<string, readonly string[]>> = {
  'shop.example': ['93.184.215.14', '2606:2800:21f:cb07::1'],
  'inside.example': ['10.0.0.5'],
  'both.example': ['93.184.215.14', '10.0.0.5'],
  localhost: ['127.0.0.1', '::1'],
};

const lookup: LookupAll = (hostname, callback) => {
  const addresses = names[hostname];
  if (addresses === undefined) callback(Object.assign(new Error(), { code: 'ENOTFOUND' }), []);
  else
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
};

describe('the address of an endpoint', () => {
  it.each([
    'https://shop.example/hooks',
    'https://93.184.215.14/',
    'https://[2606:4700::1111]/',
    'https://not-there-yet.example/',
  ])('is taken in live mode: %s', async (url) => {
    expect(await webhookUrlProblem(url, true, lookup)).toBeNull();
  });

  it.each([
    ['http://shop.example/', 'https'],
    ['https://user:pass@shop.example/', 'user'],
    ['https://inside.example/', 'private'],
    ['https://both.example/', 'private'],
    ['https://localhost/', 'private'],
    ['https://127.0.0.1/', 'private'],
    ['https://2130706433/', 'private'],
    ['https://0x7f.1/', 'private'],
    ['https://0177.0.0.1/', 'private'],
    ['https://127.1/', 'private'],
    ['https://[::1]/', 'private'],
    ['https://[::ffff:127.0.0.1]/', 'private'],
    ['https://[fd00::1]/', 'private'],
    ['https://169.254.169.254/latest/meta-data', 'private'],
  ])('is refused in live mode: %s', async (url, word) => {
    expect(await webhookUrlProblem(url, true, lookup)).toContain(word);
  });

  it('may be this machine in test mode, and nothing else inside', async () => {
    expect(await webhookUrlProblem('http://localhost:3000/', false, lookup)).toBeNull();
    expect(await webhookUrlProblem('http://127.0.0.1:3000/', false, lookup)).toBeNull();
    expect(await webhookUrlProblem('http://[::1]:3000/', false, lookup)).toBeNull();
    for (const url of ['http://inside.example/', 'http://169.254.169.254/', 'http://192.168.0.1/']) {
      expect(await webhookUrlProblem(url, false, lookup)).toContain('private');
    }
  });
});
