import { fromMajor } from '@hangil/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseJsonAnswer, parseWith } from './json.ts';

const bytes = (text: string) => ({ body: new TextEncoder().encode(text) });
const payment = z.object({ status: z.string(), amount: z.number().nullish() });

describe('parseJsonAnswer', () => {
  it('gives the fields of the schema and lets others through unread', () => {
    expect(parseJsonAnswer(bytes('{"status":"paid","new_field":[1]}'), payment)).toEqual({
      ok: true,
      value: { status: 'paid' },
    });
  });

  it.each([
    ['an empty body', new Uint8Array()],
    ['HTML', new TextEncoder().encode('<html>502</html>')],
    ['cut JSON', new TextEncoder().encode('{"status":"pa')],
    ['Korean text in EUC-KR', new Uint8Array([0x22, 0xc7, 0xd1, 0xb1, 0xdb, 0x22])],
  ])('calls %s unreadable', (_, body) => {
    expect(parseJsonAnswer({ body }, payment)).toEqual({ ok: false, problem: 'unreadable body' });
  });

  it('reads what was written, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(parseJsonAnswer(bytes(JSON.stringify(value)), z.unknown())).toEqual({
          ok: true,
          value: JSON.parse(JSON.stringify(value)),
        });
      }),
    );
  });

  it('never throws, whatever the bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (body) => {
        const parsed = parseJsonAnswer({ body }, payment);
        expect(parsed.ok).toBe(false);
      }),
    );
  });
});

describe('parseWith', () => {
  it('says where the answer is unexpected, and never what stood there', () => {
    const parsed = parseWith({ status: 4_111_111_111_111_111, amount: '4111111111111111' }, payment);
    expect(parsed).toEqual({ ok: false, problem: 'unexpected answer: status invalid_type, amount invalid_type' });
  });

  it('takes a transform that throws for a problem', () => {
    const inWon = z.object({ amount: z.number().transform((amount) => fromMajor(amount, 'KRW')) });
    expect(parseWith({ amount: 100.5 }, inWon)).toEqual({
      ok: false,
      problem: 'unexpected answer: a value cannot be converted',
    });
  });

  it('names five places at most', () => {
    const wide = z.object(Object.fromEntries([...'abcdefgh'].map((key) => [key, z.string()])));
    const parsed = parseWith({}, wide);
    expect(parsed.ok ? [] : parsed.problem.split(', ')).toHaveLength(5);
  });
});
