import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

export interface SourceFile {
  /** From the root, with slashes: `packages/core/src/index.ts`. */
  readonly path: string;
  readonly text: string;
}

export interface Manifest {
  readonly name: string;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** A package or an app. */
export interface Workspace {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly hasReadme: boolean;
  /** Everything below `src`, `test` and `template`. */
  readonly files: readonly SourceFile[];
}

export interface Tree {
  /** What every workspace may use in its tests. */
  readonly sharedDevDependencies: readonly string[];
  readonly workspaces: readonly Workspace[];
}

/** Tests bind nobody: they are not shipped. Nor do templates of a generator, which are another package's code. */
export function isTest({ path }: SourceFile): boolean {
  return /\/(test|template)\/|\.test\.ts$/.test(path);
}

export function readTree(root: string): Tree {
  const folders = ['packages', 'apps'].flatMap((group) =>
    readdirSync(join(root, group)).map((name) => `${group}/${name}`),
  );
  return {
    sharedDevDependencies: Object.keys(readManifest(root).devDependencies ?? {}),
    workspaces: folders
      .filter((folder) => existsSync(join(root, folder, 'package.json')))
      .map((folder) => readWorkspace(root, folder)),
  };
}

function readWorkspace(root: string, folder: string): Workspace {
  return {
    folder,
    manifest: readManifest(join(root, folder)),
    hasReadme: existsSync(join(root, folder, 'README.md')),
    files: ['src', 'test', 'template'].flatMap((part) => readFiles(root, join(root, folder, part))),
  };
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

function readFiles(root: string, folder: string): SourceFile[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: relative(root, path).split(sep).join('/'), text: readFileSync(path, 'utf8') }));
}
