export { StoreOpenError } from '@hangil/store-kit/opening';
export { type BooksInFile, openBooks } from './open-books.ts';
export { openExport } from './open-export.ts';
export {
  openSqliteStore,
  openStoreInMemory,
  type SqliteStoreOptions,
  type StoreInMemory,
} from './open-sqlite-store.ts';
