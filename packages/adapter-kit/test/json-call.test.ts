import { money } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createJsonCall, type JsonRequest, present, readingOf, refusedAs, toMajorNumber } from '../src/index.ts';
import { client, serve } from './harness.ts';
import { httpAnswer } from './raw-server.ts';

const schema = z.object({ id: z.string() });
const refusalSchema = z.object({ error: z.string() });
const get: JsonRequest = { method: 'GET', path: '/charge' };

async function answering(body: string, status = '200 OK') {
  const server = await serve({ onRequest: (socket) => socket.end(httpAnswer(body, [], status)) });
  const call = createJsonCall({ http: client(server.url), headers: { authorization: 'Bearer k' }, refusalSchema });
  return { server, call };
}

describe('a call in JSON', () => {
  it('carries who we are, its own headers, and a body only where there is one', async () => {
    const { server, call } = await answering('{"id":"c1"}');
    const outcome = await call({ ...get, method: 'POST', headers: { 'x-key': '1' }, body: { amount: 1 } }, schema, {});
    expect(outcome).toEqual({ kind: 'read', value: { id: 'c1' } });
    expect(server.received()).toMatch(/authorization: Bearer k[\s\S]*content-type: application\/json[\s\S]*x-key: 1/i);
    expect(server.received()).toContain('{"amount":1}');
    const bare = await answering('{"id":"c1"}');
    await bare.call(get, schema, {});
    expect(bare.server.received()).not.toContain('content-type');
  });

  it.each([
    ['400 Bad Request', '{"error":"no_funds"}', { kind: 'refused', status: 400, refusal: { error: 'no_funds' } }],
    ['404 Not Found', '<html>', { kind: 'unknown', cause: 'http 404' }],
    ['502 Bad Gateway', '{"error":"no_funds"}', { kind: 'unknown', cause: 'http 502' }],
    ['302 Found', '{"id":"c1"}', { kind: 'unknown', cause: 'http 302' }],
    ['200 OK', '{"id":1}', { kind: 'unknown', cause: 'unexpected answer: id invalid_type' }],
    ['200 OK', '<html>', { kind: 'unknown', cause: 'unreadable body' }],
  ])('answered with %s %s is %o', async (status, body, expected) => {
    const { call } = await answering(body, status);
    expect(await call(get, schema, {})).toEqual(expected);
  });

  it('reads an empty body as undefined, which is nothing unless it is expected', async () => {
    const { call } = await answering('');
    expect(await call(get, z.undefined(), {})).toEqual({ kind: 'read', value: undefined });
    expect((await call(get, schema, {})).kind).toBe('unknown');
  });

  it('that was aborted before or reaches nobody has done nothing', async () => {
    const { server, call } = await answering('{}');
    expect((await call(get, schema, { signal: AbortSignal.abort() })).kind).toBe('not_created');
    await server.close();
    expect((await call(get, schema, {})).kind).toBe('not_created');
  });
});

describe('an inquiry', () => {
  const isNotFound = ({ error }: { error: string }) => error === 'not_found';
  const refused = (error: string) => ({ kind: 'refused', status: 404, refusal: { error } }) as const;

  it('is an absence only in the words of the provider', () => {
    const nothing = { kind: 'not_created', reason: 'timed_out', provider: { code: null, message: null } } as const;
    const kinds = [refused('not_found'), refused('other'), nothing, { kind: 'unknown', cause: 'x' } as const].map(
      (outcome) => readingOf(outcome, isNotFound, () => ({ kind: 'read' }) as const).kind,
    );
    expect(kinds).toEqual(['absent', 'unknown', 'unknown', 'unknown']);
    expect(readingOf({ kind: 'read', value: 7 }, isNotFound, (value) => ({ kind: 'seven', value }) as const)).toEqual({
      kind: 'seven',
      value: 7,
    });
  });
});

it('a refusal decides only when its code stands in a table', () => {
  const meanings = {
    declined: new Map([['no_funds', 'insufficient_funds' as const]]),
    notCreated: new Map([['bad_key', 'not_contracted' as const]]),
  };
  const kinds = ['no_funds', 'bad_key', 'new_code', null].map(
    (code) => refusedAs({ code, message: null }, meanings).kind,
  );
  expect(kinds).toEqual(['declined', 'not_created', 'unknown', 'unknown']);
});

it('fields without a value are left out, and others stay, empty ones too', () => {
  expect(present({ a: 0, b: '', c: false, d: null, e: undefined })).toEqual({ a: 0, b: '', c: false });
});

it.each([
  ['KRW', 1_000],
  ['USD', 10],
  ['KWD', 1],
])('1000 minor units of %s are %d major ones', (currency, major) => {
  expect(toMajorNumber(money(1_000, currency))).toBe(major);
});
