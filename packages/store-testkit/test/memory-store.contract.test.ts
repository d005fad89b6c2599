import { createMemoryStore } from '@hangil/engine/memory-store';
import { describeStore } from '../src/index.ts';

describeStore('the memory store', async () => {
  const store = createMemoryStore();
  return { store, close: () => store.close() };
});
