import { StoreOpenError } from '@hangil/store-kit';

/** Puts what the file system or SQLite reported about a path into one sentence: what is wrong, what to do. */
export function toStoreOpenError(path: string, error: unknown): StoreOpenError {
  if (error instanceof StoreOpenError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return new StoreOpenError(sentence(path, code, error), { cause: error });
}

function sentence(path: string, code: string, error: unknown): string {
  if (code === 'SQLITE_NOTADB') {
    return `${path} is not a SQLite database: move it away or name another file.`;
  }
  if (code.startsWith('SQLITE_READONLY') || code === 'EROFS') {
    return `${path} is read-only: let this user write to the file and to its directory.`;
  }
  if (code === 'SQLITE_CANTOPEN' || code === 'EACCES' || code === 'EPERM') {
    return `${path} cannot be opened: let this user read and write the file and its directory.`;
  }
  if (code === 'ENOTDIR' || code === 'EEXIST' || code === 'ENOENT') {
    return `${path} cannot be made: a part of its directory is a file or cannot be created; name another place.`;
  }
  if (code.startsWith('SQLITE_BUSY')) {
    return `${path} is locked by another program: close it and start again.`;
  }
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT') {
    return `The disk of ${path} is full: make room and start again.`;
  }
  return `${path} cannot be used (${error instanceof Error ? error.message : String(error)}): check the disk and the file.`;
}
