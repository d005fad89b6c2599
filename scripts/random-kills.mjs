import { spawnSync } from 'node:child_process';
import { ensureInstalled, root } from './ensure-installed.mjs';

ensureInstalled();

const { status } = spawnSync(
  process.execPath,
  [
    '--conditions=@hangil/source',
    '--import',
    'tsx',
    'apps/gateway/test/random-kills/random-kills.ts',
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit' },
);
process.exit(status ?? 1);
