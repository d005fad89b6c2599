export { openSqliteStore, type SqliteStoreOptions } from './sqlite-store.ts';
export { StoreOpenError } from './store-open-error.ts';
