export { StoreOpenError } from '@hangil/store-kit';
export { openPostgresStore, type PostgresStoreOptions } from './open-postgres-store.ts';
