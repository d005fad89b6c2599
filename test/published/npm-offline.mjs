import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Stands in for `npm` where there is no network. `npm install <tarballs>` unpacks the tarballs into node_modules and links the
 * libraries they and the folder ask for from LIBRARIES; without tarballs it only links. Everything else goes to the real npm.
 */
const words = process.argv.slice(2);
const { REAL_NPM, LIBRARIES } = process.env;
if (words[0] === 'install') install(words.slice(1).filter((word) => word.endsWith('.tgz')));
else process.exit(spawnSync(REAL_NPM, words, { stdio: 'inherit' }).status ?? 1);

function install(tarballs) {
  const own = read('.');
  const installed = tarballs.map(unpack);
  const wanted = [...namesIn(own.devDependencies), ...[own, ...installed].flatMap(neededBy)];
  for (const name of new Set(wanted)) if (!existsSync(`node_modules/${name}`)) link(name);
}

function unpack(tarball) {
  const manifest = JSON.parse(execFileSync('tar', ['-xzOf', tarball, 'package/package.json'], { encoding: 'utf8' }));
  const place = `node_modules/${manifest.name}`;
  mkdirSync(place, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '--strip-components=1', '-C', place]);
  return manifest;
}

function neededBy({ dependencies, peerDependencies, peerDependenciesMeta = {} }) {
  return [
    ...namesIn(dependencies),
    ...namesIn(peerDependencies).filter((name) => peerDependenciesMeta[name]?.optional !== true),
  ];
}

/** @throws Error when a package of ours is asked for: those must come as tarballs */
function link(name) {
  if (name.startsWith('@hangil/')) throw new Error(`${name} is needed and was not given as a tarball`);
  symlinkTo(realpathSync(join(LIBRARIES, name)), `node_modules/${name}`);
  const { bin = {} } = read(`node_modules/${name}`);
  const commands = typeof bin === 'string' ? { [name]: bin } : bin;
  for (const [command, file] of Object.entries(commands)) {
    symlinkTo(realpathSync(join(LIBRARIES, name, file)), `node_modules/.bin/${command}`);
  }
}

function symlinkTo(target, place) {
  mkdirSync(dirname(place), { recursive: true });
  if (!readdirSync(dirname(place)).includes(place.split('/').at(-1))) symlinkSync(target, place);
}

function namesIn(dependencies = {}) {
  return Object.keys(dependencies);
}

function read(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}
