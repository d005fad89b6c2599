export { StoreOpenError } from '@hangil/store-kit';
export { type Books, openBooks } from './open-books.ts';
export {
  openSqliteStore,
  openStoreInMemory,
  type SqliteStoreOptions,
  type StoreInMemory,
} from './open-sqlite-store.ts';
