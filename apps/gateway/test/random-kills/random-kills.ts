import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startSimulator } from '@hangil/simulator';
import { type LiveGateway, startGateway } from './live-gateway.ts';
import { type Acknowledged, runLoad } from './load.ts';
import { compareWithTruth } from './truth.ts';

/**
 * Kills the real gateway with SIGKILL at random moments under load, again and again on one database file, with the
 * acknowledgements kept outside. At the end nothing acknowledged is missing, and the books of the providers agree.
 */
const { values } = parseArgs({ options: { kills: { type: 'string', default: '200' } } });
const kills = Number(values.kills);

/** The last gateway lives so much later that every lease and every step of asking has come due. */
const laterMs = 30 * 60_000;

/** A machine that is busy may need as long for its first answer. */
const firstAnswerMaxMs = 10_000;

const folder = mkdtempSync(join(tmpdir(), 'hangil-random-kills-'));
const log = join(folder, 'acknowledged.jsonl');
writeFileSync(log, '');
const simulator = await startSimulator();
const beganAt = performance.now();
let serial = 0;
let unanswered = 0;

try {
  for (let kill = 1; kill <= kills; kill += 1) {
    const gateway = await startGateway(folder, simulator.url, 0);
    let firstAnswer = () => {};
    const answering = new Promise<void>((resolve) => {
      firstAnswer = resolve;
    });
    const load = runLoad(gateway.url, {
      clients: 12,
      nextNumber: () => ++serial,
      acknowledge: (told) => {
        appendFileSync(log, `${JSON.stringify(told)}\n`);
        firstAnswer();
      },
      lose: () => {
        unanswered += 1;
      },
    });
    // Most die while answers flow, some before the first.
    if (Math.random() < 0.8) await Promise.race([answering, rest(firstAnswerMaxMs)]);
    await rest(Math.random() * 400);
    await gateway.kill();
    await load.stop();
    if (kill % 20 === 0) console.log(`${kill} kills, ${serial} requests, ${unanswered} without an answer`);
  }
  process.exitCode = await verify(await startGateway(folder, simulator.url, laterMs));
} finally {
  await simulator.close();
  rmSync(folder, { recursive: true });
}

async function verify(gateway: LiveGateway): Promise<number> {
  const acknowledged = readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Acknowledged);
  const { problems, payments } = await compareWithTruth(gateway.url, simulator, acknowledged);
  await gateway.kill();
  const seconds = ((performance.now() - beganAt) / 1_000).toFixed(0);
  console.log(
    `${kills} kills in ${seconds} s: ${serial} requests, ${acknowledged.length} acknowledged, ${unanswered} without an answer, ${payments} payments.`,
  );
  for (const problem of problems) console.log(problem);
  console.log(
    problems.length === 0 ? 'Nothing acknowledged is missing, and the books agree.' : `${problems.length} problems.`,
  );
  return problems.length === 0 ? 0 : 1;
}
