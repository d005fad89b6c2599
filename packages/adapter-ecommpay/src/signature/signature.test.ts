import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalize, matchSignature, sign, verify } from './signature.ts';
import { toSignedEntries } from './signed-entries.ts';
import { toCanonicalText } from './signing-order.ts';

interface Case {
  readonly name: string;
  readonly from: string;
  readonly secret?: string;
  readonly payload: Record<string, unknown>;
  readonly canonical?: string;
  readonly signature?: string;
  readonly refused?: string;
}

const vectorFile = new URL('../../test/vectors/signature-vectors.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(vectorFile, 'utf8')) as { readonly cases: readonly Case[] };

describe('the cases of the official libraries', () => {
  it.each(cases.filter(({ canonical }) => canonical !== undefined))(
    '$name: canonical text',
    ({ payload, canonical }) => {
      expect(canonicalize(payload)).toBe(canonical);
    },
  );
  it.each(cases.filter(({ signature }) => signature !== undefined))(
    '$name: signature',
    ({ payload, secret = '', signature }) => {
      expect(sign(payload, secret)).toBe(signature);
      const { general } = payload as { general?: Record<string, unknown> };
      const carriesOne = 'signature' in payload || general?.signature !== undefined;
      expect(verify(carriesOne ? payload : { ...payload, signature }, secret)).toBe(true);
    },
  );
  it.each(cases.filter(({ refused }) => refused !== undefined))(
    '$name is refused: $refused',
    ({ payload, secret = '' }) => {
      expect(verify(payload, secret)).toBe(false);
    },
  );
  it('are all there', () => {
    expect(cases.filter(({ signature }) => signature !== undefined)).toHaveLength(19);
    expect(cases.filter(({ refused }) => refused !== undefined)).toHaveLength(3);
  });
});

describe('the signed text', () => {
  it('leaves out signature and frame_mode at every depth, and everything empty', () => {
    const payload = {
      a: { signature: 'x', frame_mode: 'popup' },
      list: [{ signature: 'y', b: 1 }],
      none: [],
      nested: { deep: [{}] },
    };
    expect(canonicalize(payload)).toBe('list:0:b:1');
  });
  it('doubles a colon in a key and leaves one in a value', () => {
    expect(canonicalize({ 'a:b': 'c:d' })).toBe('a::b:c:d');
  });
  it('has no entry for what JSON would not carry', () => {
    expect(canonicalize({ a: undefined, b: 1 })).toBe('b:1');
  });
  it('counts list positions as numbers', () => {
    const text = canonicalize({ list: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l'] });
    expect(text.startsWith('list:0:a;list:1:b;list:2:c;')).toBe(true);
    expect(text.endsWith('list:10:k;list:11:l')).toBe(true);
  });
});

describe('verify', () => {
  const payload = { list: [...'abcdefghijkl'], threeds: { a: 1 }, threeds2: { a: 1 }, id: 1, id2: 1, 'k:x': { y: 1 } };

  it.each(['natural', 'path', 'path_and_value', 'level'] as const)(
    'accepts the order "%s" of an official library',
    (order) => {
      const text = toCanonicalText(toSignedEntries(payload), order);
      expect(matchSignature({ ...payload, signature: hmac(text) }, 'secret')).toBe(order);
    },
  );
  it('refuses any other order', () => {
    const reversed = canonicalize(payload).split(';').reverse().join(';');
    expect(verify({ ...payload, signature: hmac(reversed) }, 'secret')).toBe(false);
  });
  it('looks at the root first, then under general, nowhere else', () => {
    const signature = sign({ a: 1 }, 'secret');
    expect(verify({ a: 1, signature }, 'secret')).toBe(true);
    expect(verify({ a: 1, general: { signature } }, 'secret')).toBe(true);
    expect(verify({ a: 1, signature: 'wrong', general: { signature } }, 'secret')).toBe(false);
    expect(verify({ a: 1, payment: { signature } }, 'secret')).toBe(false);
  });
  it.each([null, undefined, 'text', 1, [], {}, { signature: 1 }, { signature: '' }, { general: [] }])(
    'refuses %j',
    (value) => {
      expect(verify(value, 'secret')).toBe(false);
    },
  );
});

function hmac(text: string): string {
  // A payload of one entry signs as that entry, so any text can be signed through the public function.
  const [key = '', ...rest] = text.split(':');
  return sign({ [key]: rest.join(':') }, 'secret');
}

const key = fc
  .stringMatching(/^[a-zA-Z0-9_ :[\]-]{1,6}$/)
  .filter((name) => name !== 'signature' && name !== 'frame_mode' && name !== '__proto__');
const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
const { payload: payloads } = fc.letrec<{ value: unknown; payload: Record<string, unknown> }>((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, leaf, fc.array(tie('value'), { maxLength: 13 }), tie('payload')),
  payload: fc.dictionary(key, tie('value'), { maxKeys: 6 }),
}));

describe('laws', () => {
  it('the order of keys never changes the signed text', () => {
    fc.assert(
      fc.property(payloads, (payload) => {
        expect(canonicalize(reverseKeys(payload))).toBe(canonicalize(payload));
      }),
    );
  });
  it('what is signed verifies, and with another secret it does not', () => {
    fc.assert(
      fc.property(payloads, (payload) => {
        const signed = { ...payload, signature: sign(payload, 'secret') };
        expect(verify(JSON.parse(JSON.stringify(signed)), 'secret')).toBe(true);
        expect(verify(signed, 'Secret')).toBe(false);
      }),
    );
  });
  it('any leaf that gets another text changes the signature', () => {
    const changed = fc.tuple(
      payloads,
      fc.nat(),
      fc.string().filter((text) => !text.includes(';')),
    );
    fc.assert(
      fc.property(changed, ([payload, position, text]) => {
        const entries = toSignedEntries(payload);
        const target = entries[position % Math.max(entries.length, 1)];
        fc.pre(target !== undefined && target.value !== text);
        const other = withLeaf(payload, target?.keys ?? [], text) as Record<string, unknown>;
        expect(sign(other, 'secret')).not.toBe(sign(payload, 'secret'));
      }),
    );
  });
});

describe('documented ambiguities: different payloads that sign alike', () => {
  const same: readonly [string, unknown, unknown][] = [
    ['a semicolon in a value reads as the next entry', { a: '1;b:2' }, { a: '1', b: '2' }],
    ['true, 1 and "1"', { a: true }, { a: '1' }],
    ['number and text', { a: 10000 }, { a: '10000' }],
    ['false and 0', { a: false }, { a: 0 }],
    ['null and empty text', { a: null }, { a: '' }],
    ['absent, empty list and empty object', { a: [], b: {} }, {}],
    ['a list and an object with positions as keys', { a: ['x', 'y'] }, { a: { 0: 'x', 1: 'y' } }],
  ];
  it.each(same)('%s', (_, left, right) => {
    expect(sign(left, 'secret')).toBe(sign(right, 'secret'));
  });
});

function reverseKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reverseKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, child]) => [name, reverseKeys(child)]),
  );
}

function withLeaf(node: unknown, [first, ...rest]: readonly string[], text: string): unknown {
  if (first === undefined) return text;
  const copy = (Array.isArray(node) ? [...node] : { ...(node as object) }) as Record<string, unknown>;
  copy[first] = withLeaf(copy[first], rest, text);
  return copy;
}
