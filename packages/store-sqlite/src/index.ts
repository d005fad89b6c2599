export {
  openSqliteStore,
  openStoreInMemory,
  type SqliteStoreOptions,
  type StoreInMemory,
} from './open-sqlite-store.ts';
export { StoreOpenError } from './store-open-error.ts';
