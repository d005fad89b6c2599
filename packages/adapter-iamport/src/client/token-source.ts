import type { Clock, DeclineReason, ProviderWords } from '@hangil/core';

/** A token and how long it lives from now on by the provider's own reckoning. */
export interface IssuedToken {
  readonly kind: 'token';
  readonly value: string;
  readonly lifeMs: number;
}

/** Why there is no token. The call that wanted it was not sent. */
export interface NoToken {
  readonly kind: 'no_token';
  readonly reason: DeclineReason;
  readonly provider: ProviderWords;
  readonly cause: string;
}

export interface TokenSource {
  /** The token that is held and has time left, or null. */
  held(): IssuedToken | null;
  /** The shared token, asked for at most once at a time. */
  current(): Promise<IssuedToken | NoToken>;
  /** The provider refused this token: do not use it again. */
  drop(value: string): void;
}

/** In a token's last minute the provider moves its end further, and only then; asking earlier gives nothing new. */
const renewBelowMs = 60_000;

/**
 * Keeps the one token that every call of an account shares. The provider gives the same token to everybody who asks before it
 * ends, so several processes do not throw each other out. Its life is counted from the moment of receipt on our clock; the
 * provider's instants are never compared with ours.
 */
export function createTokenSource(issue: () => Promise<IssuedToken | NoToken>, clock: Clock): TokenSource {
  let held: { readonly token: IssuedToken; readonly receivedAtMs: number } | null = null;
  let pending: Promise<IssuedToken | NoToken> | null = null;

  async function renew(): Promise<IssuedToken | NoToken> {
    const answer = await issue();
    held = answer.kind === 'token' ? { token: answer, receivedAtMs: clock.now().getTime() } : null;
    return answer;
  }

  function fresh(): IssuedToken | null {
    if (held === null) return null;
    const ageMs = clock.now().getTime() - held.receivedAtMs;
    return ageMs >= 0 && held.token.lifeMs - ageMs >= renewBelowMs ? held.token : null;
  }

  return {
    held: fresh,
    async current() {
      const token = fresh();
      if (token !== null) return token;
      pending ??= renew().finally(() => {
        pending = null;
      });
      return pending;
    },
    drop(value) {
      if (held?.token.value === value) held = null;
    },
  };
}
