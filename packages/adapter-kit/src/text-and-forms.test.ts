import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { codeMap } from './code-map.ts';
import { encodeForm, parseFormAnswer } from './form.ts';
import { parseJsonAnswer } from './json.ts';
import { decryptJwe, encryptJwe } from './jwe.ts';
import { fromKoreanTime, toKoreanTime } from './korean-time.ts';
import { maskName } from './masking.ts';
import { decodeText, encodeText } from './text.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const anything = z.record(z.string(), z.string());

describe('EUC-KR', () => {
  it('writes and reads every Hangul syllable, those of CP949 included', () => {
    const syllables = Array.from({ length: 0xd7a4 - 0xac00 }, (_, index) => String.fromCharCode(0xac00 + index)).join(
      '',
    );
    expect(decodeText(encodeText(syllables, 'euc-kr'), 'euc-kr')).toBe(syllables);
  });

  it('never replaces what it cannot write or read', () => {
    expect(() => encodeText('결제 ✨', 'euc-kr')).toThrow(RangeError);
    expect(() => decodeText(new Uint8Array([0xc8]), 'euc-kr')).toThrow(TypeError);
    expect(() => decodeText(encodeText('홍길동', 'euc-kr'), 'utf-8')).toThrow(TypeError);
  });

  it('is read in JSON when that is said, and otherwise unreadable', () => {
    const body = encodeText('{"name":"홍길동"}', 'euc-kr');
    expect(parseJsonAnswer({ body }, anything, 'euc-kr')).toEqual({ ok: true, value: { name: '홍길동' } });
    expect(parseJsonAnswer({ body }, anything)).toEqual({ ok: false, problem: 'unreadable body' });
  });
});

describe('a form', () => {
  it('is what URLSearchParams writes, and comes back as it was', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' })), (fields) => {
        const body = encodeForm(fields);
        expect(body).toBe(new URLSearchParams(Object.entries(fields)).toString());
        expect(parseFormAnswer({ body: bytes(body) }, anything)).toEqual({ ok: true, value: fields });
      }),
    );
  });

  it('leaves out what has no value, and of a repeated field the last counts', () => {
    expect(encodeForm({ a: '', b: null, c: undefined, d: 0 })).toBe('a=&d=0');
    expect(parseFormAnswer({ body: bytes('a=1&a=2&b') }, anything)).toEqual({ ok: true, value: { a: '2', b: '' } });
  });

  it('in another character set than expected is unreadable, never garbled', () => {
    const body = bytes(encodeForm({ name: '홍길동' }, 'euc-kr'));
    expect(parseFormAnswer({ body }, anything, 'euc-kr')).toEqual({ ok: true, value: { name: '홍길동' } });
    expect(parseFormAnswer({ body }, anything)).toEqual({ ok: false, problem: 'unreadable body' });
  });
});

describe('a body that is encrypted', () => {
  const key = 'ab'.repeat(32);

  it('opens with its key alone, and only as it was sent', async () => {
    const jwe = await encryptJwe('{"금액":1000}', key);
    expect(await decryptJwe(jwe, key)).toBe('{"금액":1000}');
    expect(await decryptJwe(jwe, 'cd'.repeat(32))).toBeNull();
    const [header, sealed, iv, text, tag] = jwe.split('.');
    const otherText = text?.startsWith('A') ? `B${text.slice(1)}` : `A${text?.slice(1)}`;
    expect(await decryptJwe([header, sealed, iv, otherText, tag].join('.'), key)).toBeNull();
  });

  it('needs a key of 32 bytes', async () => {
    await expect(encryptJwe('text', 'short')).rejects.toThrow('64 hexadecimal digits');
  });
});

describe('wall-clock times of Seoul', () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }),
        (instant) => {
          expect(fromKoreanTime(toKoreanTime(instant)).getTime()).toBe(Math.floor(instant.getTime() / 1000) * 1000);
        },
      ),
    );
  });

  it.each(['', '2026', '20260230110000', '20260304250000', '2026-03-04T11:00:00Z', 'tomorrow'])(
    'are not %s',
    (text) => {
      expect(() => fromKoreanTime(text)).toThrow(RangeError);
    },
  );
});

describe('codes', () => {
  it('may mean the same at the provider, and then the first is sent', () => {
    const map = codeMap([
      ['BC1', 'bc'],
      ['BC2', 'bc'],
    ]);
    expect([map.toOurs('BC1'), map.toOurs('BC2'), map.toProviders('bc')]).toEqual(['bc', 'bc', 'BC1']);
  });

  it('of the provider stand there once', () => {
    expect(() =>
      codeMap([
        ['1', 'a'],
        ['1', 'b'],
      ]),
    ).toThrow(RangeError);
  });
});

it.each([
  ['홍', '홍'],
  ['홍길', '홍*'],
  ['남궁길동', '남**동'],
  ['', ''],
])('the name %s is shown as %s', (name, shown) => {
  expect(maskName(name)).toBe(shown);
});
