import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ensureInstalled, root } from './ensure-installed.mjs';

/** Condition of `exports` under which tests of this repository read sources, which are not published. */
const sourceCondition = '@hangil/source';

const [, , folder] = process.argv;
if (folder === undefined) {
  console.error('Usage: npm run pack -- <folder for the tarballs>');
  process.exit(1);
}

ensureInstalled();
const destination = resolve(folder);
mkdirSync(destination, { recursive: true });
for (const name of readdirSync(`${root}packages`)) pack(`${root}packages/${name}`);

/** Packs a copy, so that the working tree is never changed. */
function pack(place) {
  const manifest = JSON.parse(readFileSync(`${place}/package.json`, 'utf8'));
  if (manifest.private) return;
  const copy = mkdtempSync(join(tmpdir(), 'hangil-pack-'));
  try {
    for (const entry of manifest.files)
      if (existsSync(`${place}/${entry}`)) cpSync(`${place}/${entry}`, `${copy}/${entry}`, { recursive: true });
    cpSync(`${root}LICENSE`, `${copy}/LICENSE`);
    writeFileSync(`${copy}/package.json`, `${JSON.stringify(published(manifest), null, 2)}\n`);
    const tarball = execFileSync('npm', ['pack', copy, '--pack-destination', destination, '--silent'], {
      encoding: 'utf8',
      shell: process.platform === 'win32',
    });
    console.log(tarball.trim());
  } finally {
    rmSync(copy, { recursive: true });
  }
}

/** The manifest without what leads to files that are not published. */
function published({ scripts: _scripts, devDependencies: _devDependencies, ...manifest }) {
  const entries = Object.entries(manifest.exports).map(([name, conditions]) => {
    const { [sourceCondition]: _source, ...rest } = conditions;
    return [name, rest];
  });
  return { ...manifest, exports: Object.fromEntries(entries) };
}
