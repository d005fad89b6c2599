import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { signatureHeader } from './signature.ts';

/** Published with Standard Webhooks. */
const vector = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  message: { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestampSeconds: 1614265330, body: '{"test": 2432232314}' },
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};

it('signs as Standard Webhooks does', () => {
  expect(signatureHeader(vector.message, [vector.secret])).toBe(vector.signature);
});

it('signs with every secret, newest first', () => {
  const header = signatureHeader(vector.message, ['whsec_bmV3IHNlY3JldCBvZiB0aGUgZW5kcG9pbnQ=', vector.secret]);
  const [first, second] = header.split(' ');
  expect(first).toMatch(/^v1,[A-Za-z0-9+/]{43}=$/);
  expect(first).not.toBe(vector.signature);
  expect(second).toBe(vector.signature);
});

it('takes a secret of another form for the text it is', () => {
  const content = `${vector.message.id}.${vector.message.timestampSeconds}.${vector.message.body}`;
  const expected = createHmac('sha256', 'a text of mine').update(content).digest('base64');
  expect(signatureHeader(vector.message, ['a text of mine'])).toBe(`v1,${expected}`);
});
