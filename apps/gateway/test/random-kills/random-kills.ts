import { parseArgs } from 'node:util';
import { startPrivateServer } from '@hangil/postgres-testkit';
import { type Kills, killAtRandom } from './kill-at-random.ts';

/**
 * Kills real gateways with SIGKILL at random moments under load, again and again on one database, with the acknowledgements
 * kept outside. `--gateways` of them share the database, which must then be PostgreSQL.
 */
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    gateways: { type: 'string', default: '1' },
    database: { type: 'string', default: 'sqlite' },
  },
});
const kills = Number(values.kills);
const gateways = Number(values.gateways);
const server = values.database === 'postgres' ? await startPrivateServer() : null;
const beganAt = performance.now();

try {
  const found = await killAtRandom({
    kills,
    gateways,
    databaseUrl: server?.url ?? null,
    random: Math.random,
    tell: console.log,
  });
  print(found);
  process.exitCode = found.problems.length === 0 ? 0 : 1;
} finally {
  await server?.stop();
}

function print({ requests, acknowledged, unanswered, payments, problems }: Kills): void {
  const seconds = ((performance.now() - beganAt) / 1_000).toFixed(0);
  console.log(
    `${kills} kills of ${gateways} gateway${gateways === 1 ? '' : 's'} in ${seconds} s: ${requests} requests, ${acknowledged} acknowledged, ${unanswered} made again, ${payments} payments.`,
  );
  for (const problem of problems) console.log(problem);
  console.log(
    problems.length === 0 ? 'Nothing acknowledged is missing, and the books agree.' : `${problems.length} problems.`,
  );
}
