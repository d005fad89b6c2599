import type { Store } from '../src/index.ts';

/** A store whose process dies at its n-th commit: before it is written, or after it was and before anybody is told. */
export function dyingStore(store: Store, commitNumber: number, when: 'before' | 'after'): Store {
  let commits = 0;
  return {
    ...store,
    async commit(changes) {
      commits += 1;
      if (commits !== commitNumber) return store.commit(changes);
      if (when === 'after') await store.commit(changes);
      return new Promise(() => {});
    },
  };
}

/** Lets everything that needs no outside event run to its end. */
export async function turns(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
