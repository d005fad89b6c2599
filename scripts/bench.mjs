import { spawnSync } from 'node:child_process';
import { ensureInstalled, root } from './ensure-installed.mjs';

/** What is measured, in this order, and how. Routing and the ledger are measured without a gateway. */
const measurements = {
  confirm: ['--import', 'tsx', 'bench/confirm.ts'],
  charges: ['--import', 'tsx', 'bench/charges.ts'],
  events: ['--import', 'tsx', 'bench/events.ts'],
  life: ['--import', 'tsx', 'bench/life.ts'],
  routing: ['--conditions=@hangil/source', '--import', 'tsx', 'bench/routing.ts'],
  ledger: ['--max-old-space-size=400', '--import', 'tsx', 'bench/ledger.ts'],
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in measurements));
if (unknown.length > 0) {
  console.error(
    `There is no measurement named ${unknown.join(', ')}; there are ${Object.keys(measurements).join(', ')}.`,
  );
  process.exit(2);
}

ensureInstalled();

for (const [name, args] of Object.entries(measurements)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`\n== ${name}`);
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
