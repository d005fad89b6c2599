export { openSqliteStore, type SqliteStoreOptions } from './open-sqlite-store.ts';
export { StoreOpenError } from './store-open-error.ts';
