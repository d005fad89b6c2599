import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

const lockfile = `${root}package-lock.json`;
const modules = `${root}node_modules`;
const installedByNpm = `${modules}/.package-lock.json`;
/** Hash of the lockfile that node_modules was last found to follow. */
const stamp = `${modules}/.hangil-lockfile-hash`;

/** Brings node_modules and the build up to date, saying what takes time. Ends the process with a clear line when it cannot. */
export function ensureInstalled() {
  checkNodeVersion();
  if (!isInstalled()) install();
  build();
}

function checkNodeVersion() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(`Hangil needs Node.js 20.19 or newer; this is ${process.versions.node}.`);
}

function isInstalled() {
  if (!existsSync(installedByNpm)) return false;
  if (!existsSync(lockfile)) return true;
  if (existsSync(stamp)) return readFileSync(stamp, 'utf8') === lockfileHash();
  const installedByHand = statSync(installedByNpm).mtimeMs >= statSync(lockfile).mtimeMs;
  if (installedByHand) writeFileSync(stamp, lockfileHash());
  return installedByHand;
}

function install() {
  const command = existsSync(lockfile) ? 'ci' : 'install';
  console.error(
    `Installing packages (npm ${command}). Where no ready-made database driver can be fetched, it is compiled: 1 to 2 minutes.`,
  );
  const env = { ...process.env, SCARF_ANALYTICS: 'false' };
  run('npm', [command, '--no-audit', '--no-fund'], { env, stdio: 'inherit' }, `npm ${command} failed.`);
  if (existsSync(lockfile)) writeFileSync(stamp, lockfileHash());
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

function lockfileHash() {
  return createHash('sha256').update(readFileSync(lockfile)).digest('hex');
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
