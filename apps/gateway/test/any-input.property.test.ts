import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bankPayout, keyInPayment, windowPayment } from './support/requests.ts';
import { startTestGateway, type TestGateway } from './support/test-gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

/** A well-formed request with any number of its members, at any depth, replaced by anything. */
function spoiled(request: unknown): fc.Arbitrary<unknown> {
  if (typeof request !== 'object' || request === null)
    return fc.oneof({ weight: 3, arbitrary: fc.constant(request) }, fc.jsonValue());
  const members = Object.fromEntries(Object.entries(request).map(([name, value]) => [name, spoiled(value)]));
  return fc.oneof({ weight: 6, arbitrary: fc.record(members, { requiredKeys: [] }) }, fc.jsonValue());
}

/** Nothing that a caller sends is a failure of ours; what is refused says by which parameter. */
async function expectNoFailure(path: string, body: unknown): Promise<void> {
  const answer = await gateway.post(path, JSON.stringify(body));
  expect([201, 400, 409, 422]).toContain(answer.status);
  if (answer.status === 400) expect(answer.body).toMatchObject({ code: 'invalid_request', param: expect.any(String) });
}

describe('whatever is sent', () => {
  it.each(['/v1/payments', '/v1/payouts'])('any JSON to %s is a 4xx', async (path) => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 6 }), (body) => expectNoFailure(path, body)),
      { numRuns: 200 },
    );
  });

  it('a spoiled payment is never a 5xx', async () => {
    const request = windowPayment({
      customer: { email: 'a@b.c' },
      metadata: { a: 'b' },
      return_url: 'https://shop.example',
      tax_free_amount: 0,
    });
    await fc.assert(
      fc.asyncProperty(fc.oneof(spoiled(request), spoiled(keyInPayment())), (body) =>
        expectNoFailure('/v1/payments', body),
      ),
      { numRuns: 300 },
    );
  });

  it('a spoiled payout is never a 5xx', async () => {
    await fc.assert(
      fc.asyncProperty(spoiled(bankPayout()), async (body) => {
        const answer = await gateway.post('/v1/payouts', JSON.stringify(body));
        // A payout whose customer lacks what its provider wants comes to nothing there, which is 502 with the payout inside.
        if (answer.status === 502)
          expect(answer.body).toMatchObject({ code: 'provider_refused', resource: { status: 'failed' } });
        else expect([201, 400, 409, 422]).toContain(answer.status);
      }),
      { numRuns: 200 },
    );
  });
});
