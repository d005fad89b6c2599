import type { Page, PageRequest } from '@hangil/engine';
import { z } from '@hono/zod-openapi';

const limitDefault = 20;
const limitMax = 100;

/** Query parameters of every list; spread into its schema. */
export const pageQuery = {
  limit: z
    .string()
    .regex(/^\d{1,3}$/, `must be a whole number from 1 to ${limitMax}`)
    .transform(Number)
    .pipe(z.number().min(1).max(limitMax))
    .default(limitDefault)
    .openapi({ type: 'integer', minimum: 1, maximum: limitMax, default: limitDefault }),
  cursor: z
    .string()
    .regex(/^[a-z]{1,8}_[0-9a-z]{26}$/, 'must be a next_cursor of this list')
    .optional()
    .openapi({ description: '`next_cursor` of the page before' }),
};

export function toPageRequest({
  limit,
  cursor,
}: {
  readonly limit: number;
  readonly cursor?: string | undefined;
}): PageRequest {
  return { limit, cursor: cursor ?? null };
}

/** @param cursorOf - id of an item, by which the next page is asked for */
export function presentPage<Item, Shown>(
  page: Page<Item>,
  present: (item: Item) => Shown,
  cursorOf: (item: Item) => string,
) {
  const last = page.items.at(-1);
  return {
    object: 'list' as const,
    data: page.items.map(present),
    has_more: page.hasMore,
    next_cursor: page.hasMore && last !== undefined ? cursorOf(last) : null,
  };
}

/** A list that is short by nature and always given whole. */
export function presentWholeList<Shown>(data: readonly Shown[]) {
  return { object: 'list' as const, data: [...data], has_more: false, next_cursor: null };
}
