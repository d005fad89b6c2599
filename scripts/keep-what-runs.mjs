import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './ensure-installed.mjs';

/** Leaves of every workspace what runs: for the container, after the build. Sources and tests stay in the repository. */
const kept = new Set(['dist', 'migrations', 'package.json', 'README.md', 'node_modules']);

for (const folder of ['packages', 'apps']) {
  for (const workspace of readdirSync(join(root, folder))) {
    for (const name of readdirSync(join(root, folder, workspace))) {
      if (!kept.has(name)) rmSync(join(root, folder, workspace, name), { recursive: true });
    }
  }
}
