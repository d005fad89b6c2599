import type { Page, PageRequest } from './store.ts';

const rowsPerPage = 100;

/** Every item of a list that is read page by page, newest first. */
export async function* everyPageOf<Item extends { readonly id: string }>(
  read: (page: PageRequest) => Promise<Page<Item>>,
): AsyncGenerator<Item> {
  for (let cursor: string | null = null; ; ) {
    const page: Page<Item> = await read({ limit: rowsPerPage, cursor });
    yield* page.items;
    cursor = page.items.at(-1)?.id ?? null;
    if (!page.hasMore) return;
  }
}
