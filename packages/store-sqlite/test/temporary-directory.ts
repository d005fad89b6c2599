import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export function makeDirectory() {
  const directory = mkdtempSync(join(tmpdir(), 'hangil-store-'));
  return {
    file: (name: string) => join(directory, name),
    remove: () => rmSync(directory, { recursive: true }),
  };
}
