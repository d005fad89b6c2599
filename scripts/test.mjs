import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled, root } from './ensure-installed.mjs';

ensureInstalled();

const directory = mkdtempSync(join(tmpdir(), 'hangil-test-'));
const report = join(directory, 'report.json');
const { status } = spawnSync(
  'npx',
  ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' },
);
console.log(summary());
rmSync(directory, { recursive: true });
process.exit(status ?? 1);

/** A file that could not even be loaded counts as one failure. */
function summary() {
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
    const unloadable = testResults.filter(
      (file) => file.status === 'failed' && file.assertionResults.length === 0,
    ).length;
    return `${numPassedTests} passed, ${numFailedTests + unloadable} failed`;
  } catch {
    return '0 passed, 1 failed';
  }
}
