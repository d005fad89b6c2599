import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';

/** Functions of node:crypto that prove a signature without telling by their time how much of it was right. */
const safe = ['timingSafeEqual', 'verify', 'createVerify'] as const;

/**
 * Runs `act`, which must be synchronous, and tells whether a signature was proved in it by node:crypto. Libraries that are built
 * on it count; a comparison with `===` does not.
 */
export function provesSafely(act: () => void): boolean {
  const originals = Object.fromEntries(safe.map((name) => [name, crypto[name]]));
  let proved = false;
  const watched = safe.map((name) => {
    const original: (...given: never[]) => unknown = crypto[name];
    const watch = (...given: never[]) => {
      proved = true;
      return original(...given);
    };
    return [name, watch];
  });
  try {
    replace(Object.fromEntries(watched));
    act();
  } finally {
    replace(originals);
  }
  return proved;
}

function replace(functions: object): void {
  Object.assign(crypto, functions);
  syncBuiltinESMExports();
}
