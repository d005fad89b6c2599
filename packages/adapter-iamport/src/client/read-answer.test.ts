import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readAnswer } from './read-answer.ts';

const schema = z.object({ merchant_uid: z.string() });

function read(status: number, body: unknown) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return readAnswer(
    { kind: 'answered', status, contentType: 'application/json', body: new TextEncoder().encode(text) },
    schema,
  );
}

const response = { merchant_uid: 'op1' };

describe('readAnswer', () => {
  it('takes code 0 with a readable response as done', () => {
    expect(read(200, { code: 0, message: null, response })).toEqual({ kind: 'done', value: response });
  });

  it('says when only a part was done', () => {
    expect(read(207, { code: 0, message: null, response })).toEqual({ kind: 'done', value: response, partly: true });
  });

  it.each([
    [200, 1],
    [200, -1],
    [400, -1],
    [404, 0],
  ])('takes HTTP %i with code %i as a refusal in the words of the provider', (status, code) => {
    expect(read(status, { code, message: '거절', response: null })).toEqual({
      kind: 'refused',
      httpStatus: status,
      provider: { code: String(code), message: '거절' },
    });
  });

  it.each([
    ['a 5xx, even with a clean envelope', 500, { code: 0, message: null, response }],
    ['a 5xx that claims a refusal', 501, { code: 1, message: 'x', response: null }],
    ['a redirect', 302, { code: 1, message: 'x', response: null }],
    ['HTML', 200, '<html>maintenance</html>'],
    ['an empty body', 200, ''],
    ['a cut body', 200, '{"code":0,"respon'],
    ['a 404 of somebody in between', 404, '<html>Not Found</html>'],
    ['an envelope without a code', 200, { message: null, response }],
    ['a code that is text', 200, { code: '0', message: null, response }],
    ['code null', 200, { code: null, message: null, response }],
    ['code 0 without a response', 200, { code: 0, message: null, response: null }],
    ['a response of another shape', 200, { code: 0, message: null, response: [] }],
  ])('takes %s as uncertain', (_, status, body) => {
    expect(read(status, body).kind).toBe('uncertain');
  });
});
