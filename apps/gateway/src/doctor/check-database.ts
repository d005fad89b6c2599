import { accessSync, constants, existsSync, mkdtempSync, rmdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Books, StoreOpenError } from '@hangil/store-kit';
import type { Database } from '../configuration/database-url.ts';
import { openBooks } from '../open-store.ts';
import { type Finding, failed, ok } from './finding.ts';
import type { Probes } from './probes.ts';

const megabyte = 1024 * 1024;
/** Room for the write-ahead log and for a day in which nobody looks. */
const freeBytesMin = 512 * megabyte;

/** File systems that lose what they said was synced, or cannot share memory (numbers of Linux's statfs). */
const unsafeFileSystems: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB 2'],
  [0x01021994, 'tmpfs, which is memory'],
]);

export interface InspectedDatabase {
  readonly findings: readonly Finding[];
  /** To be closed; null when it cannot be read or is not there yet. */
  readonly books: Books | null;
}

/**
 * Looks at the database beside gateways that may be running on it.
 *
 * @param isSandbox - nothing in it is real, so that it may be lost
 */
export async function checkDatabase(
  database: Database,
  isSandbox: boolean,
  probes: Probes,
): Promise<InspectedDatabase> {
  if (database.kind === 'postgres') return inspect(database, 'PostgreSQL answers and');
  return checkFile(database.path, isSandbox, probes);
}

async function checkFile(path: string, isSandbox: boolean, probes: Probes): Promise<InspectedDatabase> {
  const folder = nearestFolder(dirname(resolve(path)));
  const findings = [...writability(path, folder), ...(await durability(folder, isSandbox, probes))];
  if (!existsSync(path))
    return {
      findings: [...findings, ok('database', `${path} is not there yet; the first start makes it.`)],
      books: null,
    };
  const { findings: more, books } = await inspect({ kind: 'sqlite', path }, path);
  return { findings: [...findings, ...more], books };
}

async function inspect(database: Database, name: string): Promise<InspectedDatabase> {
  try {
    const books = await openBooks(database);
    return { findings: [ok('database', `${name} has the schema of this version.`)], books };
  } catch (error) {
    if (!(error instanceof StoreOpenError)) throw error;
    const [message = '', fix = ''] = error.message.split(/:\s(?=[^:]*$)/);
    return { findings: [failed('database', `${message}.`, sentence(fix))], books: null };
  }
}

function nearestFolder(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearestFolder(dirname(folder));
}

/** Also the superuser cannot write to a file system that is read-only, so it is tried. */
function writability(path: string, folder: string): Finding[] {
  try {
    if (existsSync(path)) accessSync(path, constants.R_OK | constants.W_OK);
    rmdirSync(mkdtempSync(join(folder, '.hangil-doctor-')));
    return [];
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return [
      failed(
        'database',
        `${path} and its folder cannot be written (${code}).`,
        'Let the user of the gateway read and write the file and its folder, on a file system that is not read-only.',
      ),
    ];
  }
}

async function durability(folder: string, isSandbox: boolean, probes: Probes): Promise<Finding[]> {
  const { type, freeBytes } = await probes.fileSystem(folder);
  const unsafe = isSandbox ? undefined : unsafeFileSystems.get(type);
  const free = `${Math.floor(freeBytes / megabyte)} MB are free at ${folder}.`;
  return [
    unsafe === undefined
      ? ok('database', `${folder} is on a local file system.`)
      : failed(
          'database',
          `${folder} is on ${unsafe}: what is acknowledged there can be lost.`,
          'Put the database on a local disk, in a container on a volume.',
        ),
    freeBytes >= freeBytesMin
      ? ok('disk', free)
      : failed(
          'disk',
          free,
          `Make room: at least ${freeBytesMin / megabyte} MB, and as much again as the database for a backup.`,
        ),
  ];
}

function sentence(text: string): string {
  const trimmed = text.trim().replace(/\.?$/, '.');
  return trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
}
