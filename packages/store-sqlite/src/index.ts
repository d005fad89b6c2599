export { type Books, openBooks } from './open-books.ts';
export { openSqliteStore, type SqliteStoreOptions } from './open-sqlite-store.ts';
export { StoreOpenError } from './store-open-error.ts';
