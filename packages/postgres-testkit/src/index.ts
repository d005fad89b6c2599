export { type PrivateServer, type ServerSettings, startPrivateServer } from './private-server.ts';
export { createTestDatabase, type TestDatabase } from './test-database.ts';
