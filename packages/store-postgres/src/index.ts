export { StoreOpenError } from '@hangil/store-kit/opening';
export { openBooks } from './open-books.ts';
export { openPostgresStore, type PostgresStoreOptions } from './open-postgres-store.ts';
