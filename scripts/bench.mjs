import { spawnSync } from 'node:child_process';
import { ensureInstalled, root } from './ensure-installed.mjs';

ensureInstalled();

const { status } = spawnSync(process.execPath, ['--import', 'tsx', 'bench/confirm.ts'], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(status ?? 1);
