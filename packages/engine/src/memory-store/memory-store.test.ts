import { describeStore } from '@hangil/store-testkit';
import { createMemoryStore } from './memory-store.ts';

describeStore('the memory store', async () => {
  const store = createMemoryStore();
  return { store, close: () => store.close() };
});
