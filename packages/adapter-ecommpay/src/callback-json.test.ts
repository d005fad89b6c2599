import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCallbackJson } from './callback-json.ts';

const parse = (text: string) => parseCallbackJson(Buffer.from(text));

describe('parseCallbackJson', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.json({ noUnicodeString: false }), (text) => {
        fc.pre(!text.includes('__proto__') && !/\d{16}|-0/.test(text));
        expect(parse(text)).toEqual(JSON.parse(text));
      }),
    );
  });
  it('keeps the digits of an integer that a number would round', () => {
    expect(parse('{"id": 9007199254740993, "short": 1737000008461}')).toEqual({
      id: '9007199254740993',
      short: 1737000008461,
    });
  });
  it('decodes escapes and keeps dates as text', () => {
    expect(parse('{"url":"https:\\/\\/a\\u002eb","date":"2019-10-16T09:41:26+0000"}')).toEqual({
      url: 'https://a.b',
      date: '2019-10-16T09:41:26+0000',
    });
  });
  it.each([
    ['a key that comes twice', '{"a":1,"a":2}'],
    ['a key that comes twice in another spelling', '{"a":1,"\\u0061":2}'],
    ['the key __proto__', '{"a":{"__proto__":{"b":1}}}'],
    ['nothing', ''],
    ['text behind the document', '{} x'],
    ['a comma too many', '[1,]'],
    ['a raw line break in a text', '{"a":"\n"}'],
    ['a number with a leading zero', '{"a":01}'],
    ['a word of JavaScript', '{"a":undefined}'],
    ['an end too early', '{"a":[1,2'],
    ['deep nesting', '['.repeat(100_000)],
  ])('refuses %s', (_, text) => {
    expect(parse(text)).toBeUndefined();
  });
  it('refuses bytes that are not UTF-8', () => {
    expect(parseCallbackJson(new Uint8Array([0x22, 0xff, 0x22]))).toBeUndefined();
  });
  it('never throws', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => void parseCallbackJson(bytes)));
  });
  it('accepts exactly what JSON.parse accepts, keys that come twice aside', () => {
    const jsonLike = fc.stringMatching(/^[{}[\],:"\\a1e.\- \n]*$/);
    fc.assert(
      fc.property(jsonLike, (text) => {
        expect(parse(text) !== undefined || isRefusedOnPurpose(text)).toBe(accepts(text));
      }),
    );
  });
});

function accepts(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Keys that come twice are JSON all the same. */
function isRefusedOnPurpose(text: string): boolean {
  return accepts(text) && text.includes('":') && parse(text) === undefined;
}
