export { StoreOpenError } from '@hangil/store-kit/opening';
export { openBooks } from './open-books.ts';
export { openImport } from './open-import.ts';
export { openPostgresStore, type PostgresStoreOptions } from './open-postgres-store.ts';
