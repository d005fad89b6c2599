import { StoreOpenError } from '@hangil/store-kit';
import { type ClientBase, Pool, type PoolConfig } from 'pg';

export interface ConnectionOptions {
  /** `postgres://user:password@host:port/database` */
  readonly url: string;
  /** Connections that read. One more writes. */
  readonly readConnections: number;
  /** Also takes a standby and a database that is read-only. */
  readonly onlyToRead?: boolean;
}

export interface Connections {
  readonly reading: Pool;
  readonly writing: Pool;
  close(): Promise<void>;
}

const oldestVersion = 14;

/** A server that does not answer for so long is taken for lost. Long reports must end in it. */
const queryTimeoutMs = 60_000;
const connectTimeoutMs = 5_000;

export function connect({ url, readConnections, onlyToRead = false }: ConnectionOptions): Connections {
  const shared: PoolConfig = {
    connectionString: url,
    application_name: 'hangil',
    keepAlive: true,
    connectionTimeoutMillis: connectTimeoutMs,
    query_timeout: queryTimeoutMs,
    onConnect: (client) => assertUsable(client, describeUrl(url), onlyToRead),
  };
  const reading = new Pool({ ...shared, max: readConnections });
  const writing = new Pool({ ...shared, max: 1 });
  // A connection that breaks tells whoever waits for an answer, and is replaced by the next one who asks.
  const toldElsewhere = () => {};
  for (const pool of [reading, writing])
    pool.on('error', toldElsewhere).on('connect', (client) => client.on('error', toldElsewhere));
  return {
    reading,
    writing,
    close: async () => {
      await Promise.all([reading.end(), writing.end()]);
    },
  };
}

/** Where a URL leads, without the password: for messages. */
export function describeUrl(url: string): string {
  const { hostname, port, pathname, searchParams } = new URL(url);
  const host = searchParams.get('host') ?? (hostname || 'localhost');
  return `PostgreSQL at ${host}${port === '' ? '' : `:${port}`}${pathname}`;
}

interface Facts {
  readonly version: number;
  readonly standby: boolean;
  readonly read_only: string;
  readonly synchronous_commit: string;
  readonly fsync: string;
  readonly encoding: string;
}

/**
 * Looked at on every new connection: after a failover the same address may lead elsewhere.
 *
 * @throws StoreOpenError
 */
async function assertUsable(client: ClientBase, place: string, onlyToRead: boolean): Promise<void> {
  const { rows } = await client.query<Facts>(`SELECT current_setting('server_version_num')::int AS version,
    pg_is_in_recovery() AS standby, current_setting('default_transaction_read_only') AS read_only,
    current_setting('synchronous_commit') AS synchronous_commit, current_setting('fsync') AS fsync,
    current_setting('server_encoding') AS encoding`);
  const problem = rows[0] === undefined ? null : (aboutVersion(rows[0]) ?? (onlyToRead ? null : aboutWriting(rows[0])));
  if (problem !== null) throw new StoreOpenError(`${place} ${problem}`);
}

function aboutVersion(facts: Facts): string | null {
  const version = Math.floor(facts.version / 10_000);
  return version < oldestVersion ? `is version ${version}: ${oldestVersion} or newer is needed.` : null;
}

function aboutWriting(facts: Facts): string | null {
  if (facts.standby) return 'is a standby: name the primary, because money is decided only there.';
  if (facts.read_only === 'on') return 'is read-only (default_transaction_read_only): let this user write.';
  if (facts.encoding !== 'UTF8') return `has the encoding ${facts.encoding}: create the database with UTF8.`;
  if (facts.synchronous_commit === 'off')
    return 'loses commits when it crashes (synchronous_commit = off): switch it on.';
  if (facts.fsync === 'off') return 'loses data when its machine fails (fsync = off): switch it on.';
  return null;
}
