import { describe, expect, it } from 'vitest';
import { createTokenSource, type IssuedToken, type NoToken } from './token-source.ts';

const minuteMs = 60_000;

function setUp(lives: number[] = []) {
  let nowMs = 1_000_000;
  let asked = 0;
  const issue = async (): Promise<IssuedToken | NoToken> => {
    asked += 1;
    return { kind: 'token', value: `token-${asked}`, lifeMs: lives[asked - 1] ?? 30 * minuteMs };
  };
  return {
    source: createTokenSource(issue, { now: () => new Date(nowMs) }),
    pass: (ms: number) => {
      nowMs += ms;
    },
    asked: () => asked,
  };
}

describe('createTokenSource', () => {
  it('asks once for callers that come at the same time', async () => {
    const { source, asked } = setUp();
    const tokens = await Promise.all([source.current(), source.current(), source.current()]);
    expect(tokens.map((token) => token.kind === 'token' && token.value)).toEqual(['token-1', 'token-1', 'token-1']);
    expect(asked()).toBe(1);
  });

  it('keeps a token until less than a minute of its life is left', async () => {
    const { source, pass, asked } = setUp();
    await source.current();
    pass(29 * minuteMs);
    await source.current();
    expect(asked()).toBe(1);
    pass(1);
    await source.current();
    expect(asked()).toBe(2);
  });

  it('uses a token of less than a minute for the call at hand only', async () => {
    const { source, asked } = setUp([30_000, 30_000]);
    expect(await source.current()).toMatchObject({ value: 'token-1' });
    await source.current();
    expect(asked()).toBe(2);
  });

  it('asks again when the clock has gone back behind the receipt', async () => {
    const { source, pass, asked } = setUp();
    await source.current();
    pass(-1);
    await source.current();
    expect(asked()).toBe(2);
  });

  it('drops a refused token, but not one that came since', async () => {
    const { source, asked } = setUp();
    await source.current();
    source.drop('token-1');
    await source.current();
    source.drop('token-1');
    expect(await source.current()).toMatchObject({ value: 'token-2' });
    expect(asked()).toBe(2);
  });

  it('does not keep a failure', async () => {
    const answers: (IssuedToken | NoToken)[] = [
      {
        kind: 'no_token',
        reason: 'provider_unavailable',
        provider: { code: null, message: null },
        cause: 'token: http 503',
      },
      { kind: 'token', value: 'token', lifeMs: 30 * minuteMs },
    ];
    const source = createTokenSource(async () => answers.shift() as IssuedToken, { now: () => new Date(0) });
    expect((await source.current()).kind).toBe('no_token');
    expect((await source.current()).kind).toBe('token');
  });
});
