import { StoreOpenError } from '@hangil/store-kit';
import { describeUrl } from './connect.ts';

/** What messages call a database; also of a URL that cannot be read. */
export function placeOf(url: string): string {
  return URL.canParse(url) ? describeUrl(url) : 'PostgreSQL';
}

/** Puts what the network or PostgreSQL reported about a database into one sentence: what is wrong, what to do. */
export function toStoreOpenError(place: string, error: unknown): StoreOpenError {
  if (error instanceof StoreOpenError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return new StoreOpenError(sentence(place, code, error), { cause: error });
}

function sentence(place: string, code: string, error: unknown): string {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `${place} is not found: check the name of the host in HANGIL_DATABASE_URL.`;
  if (code === 'ECONNREFUSED' || code === 'ENOENT')
    return `${place} does not answer: start PostgreSQL there, or check host and port in HANGIL_DATABASE_URL.`;
  if (code === 'ETIMEDOUT' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH' || isTimeout(error))
    return `${place} cannot be reached in time: check the network and the firewall between here and there.`;
  if (code === '28P01' || code === '28000' || /password must be a string/.test(messageOf(error)))
    return `${place} refuses this user: check user and password in HANGIL_DATABASE_URL and pg_hba.conf.`;
  if (code === '3D000')
    return `${place} does not exist: create the database, or correct its name in HANGIL_DATABASE_URL.`;
  if (code === '42501')
    return `${place} does not give this user the rights it needs (${messageOf(error)}): let it create tables, or migrate as the owner.`;
  if (code === '25006') return `${place} is read-only: name the primary, and let this user write.`;
  if (code === '53100') return `${place} has no room left on its disk: make room and start again.`;
  if (code === '53300') return `${place} takes no more connections: raise max_connections or start fewer gateways.`;
  if (code.startsWith('57P')) return `${place} is starting or stopping: try again when it is up.`;
  return `${place} cannot be used (${messageOf(error)}): check HANGIL_DATABASE_URL and the server's log.`;
}

function isTimeout(error: unknown): boolean {
  return /timeout/i.test(messageOf(error));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
