import { posix } from 'node:path';
import { liesIn, liesInAny } from './place.ts';
import { ambient, arrows, libraries, providerWords, pure } from './rules.ts';
import { importsOf, isRelative, packageName, withoutComments } from './source-text.ts';
import { isTest, type SourceFile, type Tree, type Workspace } from './tree.ts';

/** Every arrow that is turned in a tree, one sentence each. */
export function importViolations(tree: Tree): string[] {
  const packages = tree.workspaces
    .filter(({ folder }) => folder.startsWith('packages/'))
    .map(({ manifest }) => manifest.name);
  const apps = tree.workspaces.filter(({ folder }) => folder.startsWith('apps/')).map(({ manifest }) => manifest.name);
  return tree.workspaces.flatMap((workspace) =>
    workspace.files
      .filter(isTypeScript)
      .flatMap((file) => [
        ...relativeViolations(workspace, file),
        ...(isTest(file) ? [] : packageViolations(workspace, file, packages, apps)),
      ]),
  );
}

function isTypeScript({ path }: SourceFile): boolean {
  return path.endsWith('.ts');
}

function relativeViolations({ folder }: Workspace, file: SourceFile): string[] {
  const home = isTest(file) ? `${folder}/` : `${folder}/src/`;
  return importsOf(file.text)
    .filter(isRelative)
    .flatMap((specifier) => [
      ...(specifier.endsWith('.ts') ? [] : [`${file.path}: ${specifier} does not end in .ts`]),
      ...(posix.join(posix.dirname(file.path), specifier).startsWith(home)
        ? []
        : [`${file.path}: ${specifier} leads out of ${home}`]),
    ]);
}

function packageViolations(workspace: Workspace, file: SourceFile, packages: string[], apps: string[]): string[] {
  const row = arrows.find(([place]) => liesIn(file.path, place));
  if (row === undefined) return [`${file.path}: no rule says what it may import`];
  const allowed = row[1].flatMap((name) => (name === 'every package' ? packages : [name]));
  return importsOf(file.text).flatMap((specifier) => {
    const name = packageName(specifier);
    const isOurs = name !== null && (packages.includes(name) || apps.includes(name));
    if (isRelative(specifier) || name === workspace.manifest.name) return [];
    if (isOurs) return allowed.includes(name) ? [] : [`${file.path}: may not import ${name}`];
    if (liesInAny(file.path, pure)) return [`${file.path}: is pure and may not import ${specifier}`];
    return name === null || isInPlace(name, file) ? [] : [`${file.path}: is no place for ${name}`];
  });
}

function isInPlace(library: string, { path }: SourceFile): boolean {
  const rule = libraries.find(([name]) => liesIn(library, name));
  return rule === undefined || liesInAny(path, rule[1]);
}

/** Names of providers, and time, chance and environment, where they must not be. */
export function textViolations(tree: Tree): string[] {
  const shipped = tree.workspaces.flatMap(({ files }) => files).filter((file) => !isTest(file));
  return shipped.flatMap((file) => [...wordViolations(file), ...ambientViolations(file)]);
}

function wordViolations({ path, text }: SourceFile): string[] {
  return providerWords
    .filter(([, places]) => !liesInAny(path, places))
    .flatMap(([word]) => word.exec(text)?.[0] ?? [])
    .map((word) => `${path}: names ${word}`);
}

function ambientViolations({ path, text }: SourceFile): string[] {
  if (!liesInAny(path, ambient.notIn) || liesInAny(path, ambient.except)) return [];
  const found = ambient.expression.exec(withoutComments(text))?.[0];
  return found === undefined ? [] : [`${path}: uses ${found}`];
}
