import { describe, expect, it } from 'vitest';
import { assertNothingSecret } from './secret-search.ts';

const secrets = [
  { name: 'card number', value: '4242424242424242' },
  { name: 'password digits', value: '73' },
];

const search = (seen: unknown) => () => assertNothingSecret('the verdict', seen, secrets);

describe('the search for secrets', () => {
  it.each([
    ['inside a text', { message: 'card 4242424242424242 was refused' }],
    ['with separators', ['4242-4242-4242-4242', '4242 4242 4242 4242']],
    ['as a number', { card: 4242424242424242 }],
    ['as a key', { '4242424242424242': true }],
    ['deep inside', { a: [{ b: { c: '4242424242424242' } }] }],
    ['in the message of an error', new Error('4242424242424242')],
    ['in the cause of an error', new Error('refused', { cause: { body: '4242424242424242' } })],
  ])('finds one %s', (_, seen) => {
    expect(search(seen)).toThrow('the verdict shows the card number');
  });

  it('finds a short one where it stands alone, and not by chance in something longer', () => {
    expect(search({ pwd: '73' })).toThrow('the verdict shows the password digits');
    expect(search({ id: 'payment-1730' })).not.toThrow();
  });

  it('never repeats what it found', () => {
    expect(search('4242424242424242')).toThrow(/^(?!.*4242424242424242)/);
  });

  it('lets masked numbers pass and does not follow circles for ever', () => {
    const circle: Record<string, unknown> = { masked: '424242******4242' };
    circle.self = circle;
    expect(search(circle)).not.toThrow();
  });
});
