import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { personalDataIn, withoutPersonalData } from './personal-data.ts';

it.each([
  ['a card number', '{"card":"5409260000000006"}', ['card number …0006']],
  ['a card number with spaces', 'card 5409 2600 0000 0006', ['card number …0006']],
  ['a resident registration number', '"850314-1234567"', ['resident registration number …4567']],
  ['a telephone number', '"tel":"010-9876-5432"', ['mobile telephone number …5432']],
  ['an address', 'minsu@mail.co.kr', ['e-mail address …o.kr']],
  ['a token', 'Authorization: Bearer abcdef0123456789', ['token …6789']],
  ['a live key', 'live_sk_abcdefghijkl', ['live key …ijkl']],
])('finds %s, and shows only its end', (_, text, found) => {
  expect(personalDataIn(text)).toEqual(found);
});

it.each([
  ['test cards', '4242424242424242 5555-5555-5555-4444'],
  ['masked numbers', '540926******0005 5409-26**-****-0005'],
  ['times, amounts and ids', '{"at":"20260304110000","ms":1772589600000,"amount":1234567,"id":"imp_448280090638"}'],
  ['digits without a right check digit', '5409260000000005'],
  ['invented people', 'do@example.com, kon@shop.test, 010-1234-5678'],
  ['keys of tests', 'test_sk_abcdefghijkl'],
])('lets %s through', (_, text) => {
  expect(personalDataIn(text)).toEqual([]);
});

const raw = `{"card":"5409-2600-0000-0006","again":"5409-2600-0000-0006","other":"5409260000000014","rrn":"850314-1234567",
"tel":"01098765432","mobile":"010-9876-5432","email":"minsu@mail.co.kr","header":"Bearer abcdef0123456789","key":"live_sk_abcdefghijkl",
"amount":1234567,"name":"도건"}`;

it('is replaced by something invented of the same form, equal where it was equal', () => {
  const clean = JSON.parse(withoutPersonalData(raw));
  expect(clean).toEqual({
    card: expect.stringMatching(/^5409-26\d\d-\d{4}-\d{4}$/),
    again: clean.card,
    other: expect.stringMatching(/^540926\d{10}$/),
    rrn: '000101-0000001',
    tel: '01000000001',
    mobile: '010-0000-0002',
    email: 'person1@example.com',
    header: 'Bearer token-1',
    key: 'test_sk_invented1',
    amount: 1_234_567,
    name: '도건',
  });
  expect(clean.other.replace(/\D/g, '')).not.toBe(clean.card.replace(/\D/g, ''));
  expect(personalDataIn(JSON.stringify(clean))).toEqual([]);
});

it('is replaced by the command, which says what it was and what it cannot find', () => {
  const command = fileURLToPath(new URL('./scrub.ts', import.meta.url));
  const tsx = createRequire(import.meta.url).resolve('tsx');
  const { stdout, stderr } = spawnSync(process.execPath, ['--import', tsx, command], { input: raw, encoding: 'utf8' });
  expect(stdout).toBe(withoutPersonalData(raw));
  expect(stderr).toContain('resident registration number …4567');
  expect(stderr).toContain('names of people');
});
