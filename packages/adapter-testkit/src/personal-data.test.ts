import { expect, it } from 'vitest';
import { personalDataIn } from './personal-data.ts';

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
