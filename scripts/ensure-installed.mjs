import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Brings node_modules and the build up to date, saying what takes time. Ends the process with a clear line when it cannot. */
export function ensureInstalled() {
  checkNodeVersion();
  if (!isInstalled(root)) install();
  build();
}

function checkNodeVersion() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(`Hangil needs Node.js 20.19 or newer; this is ${process.versions.node}.`);
}

/**
 * Does node_modules hold what the lockfile asks for? npm's own record of what it installed says so, whoever called npm and whichever
 * file is the newer one. What is optional may be missing: it is for another platform.
 */
export function isInstalled(folder) {
  const record = packagesIn(join(folder, 'node_modules/.package-lock.json'));
  const wanted = packagesIn(join(folder, 'package-lock.json'));
  if (record === undefined || wanted === undefined) return record !== undefined;
  const { '': _project, ...packages } = wanted;
  const isMissing = ([place, wish]) => record[place] === undefined && !wish.optional && !wish.devOptional;
  return (
    !Object.entries(packages).some(isMissing) &&
    Object.entries(record).every(([place, found]) => isSame(found, packages[place]))
  );
}

function isSame(found, { version, resolved, integrity } = {}) {
  return found.version === version && found.resolved === resolved && found.integrity === integrity;
}

/** Undefined where there is no such file. */
function packagesIn(lockfile) {
  return existsSync(lockfile) ? JSON.parse(readFileSync(lockfile, 'utf8')).packages : undefined;
}

function install() {
  const command = existsSync(join(root, 'package-lock.json')) ? 'ci' : 'install';
  console.error(
    `Installing packages (npm ${command}). Where no ready-made database driver can be fetched, it is compiled: 1 to 2 minutes.`,
  );
  const env = { ...process.env, SCARF_ANALYTICS: 'false' };
  run('npm', [command, '--no-audit', '--no-fund'], { env, stdio: 'inherit' }, `npm ${command} failed.`);
}

function build() {
  const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1' };
  run('npx', ['turbo', 'run', 'build', '--output-logs=errors-only'], { env, encoding: 'utf8' }, 'The build failed.');
}

function run(command, args, options, problem) {
  const result = spawnSync(command, args, { cwd: root, shell: process.platform === 'win32', ...options });
  if (result.status === 0) return;
  process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`);
  fail(result.error === undefined ? problem : `${problem} (${result.error.message})`);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
