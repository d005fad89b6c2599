import { spawnSync } from 'node:child_process';
import { ensureInstalled, root } from './ensure-installed.mjs';

ensureInstalled();

const [, , ...given] = process.argv;
const kills = given[0] === '--kills';
const program = `packages/simulation/src/cli/${kills ? 'kills' : 'simulate'}.ts`;
const { status } = spawnSync(
  process.execPath,
  ['--conditions=@hangil/source', '--import', 'tsx', program, ...(kills ? given.slice(1) : given)],
  { cwd: root, stdio: 'inherit' },
);
process.exit(status ?? 1);
