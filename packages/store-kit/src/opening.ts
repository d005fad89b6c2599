/** What stands in the declarations of stores: nothing of drizzle, whose own do not compile when libraries are checked. */
export type { Books } from './books.ts';
export type * from './moving.ts';
export { StoreOpenError } from './store-open-error.ts';
