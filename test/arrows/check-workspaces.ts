import { liesIn } from './place.ts';
import { adapterPackages } from './rules.ts';
import { importsOf, packageName } from './source-text.ts';
import { isTest, type SourceFile, type Tree, type Workspace } from './tree.ts';

/** What every package and app must have, and whether its dependencies are the ones it really imports. */
export function workspaceViolations(tree: Tree): string[] {
  return tree.workspaces.flatMap((workspace) => [
    ...(workspace.hasReadme ? [] : [`${workspace.folder}: has no README.md`]),
    ...(isAdapter(workspace) ? adapterViolations(workspace) : []),
    ...dependencyViolations(workspace, tree.sharedDevDependencies),
  ]);
}

function isAdapter({ folder }: Workspace): boolean {
  return liesIn(folder, adapterPackages.folder) && !adapterPackages.except.includes(folder);
}

function adapterViolations({ folder, manifest, files }: Workspace): string[] {
  const index = files.find(({ path }) => path === `${folder}/src/index.ts`);
  const exportsAdapter = /^export (?:const adapter\b|\{[^}]*\badapter\b(?! as)[^}]*\})/m.test(index?.text ?? '');
  const hasContractTest = files.some(
    (file) =>
      isTest(file) &&
      file.path.endsWith('.contract.test.ts') &&
      importsOf(file.text).includes('@hangil/adapter-testkit/conformance'),
  );
  return [
    ...(exportsAdapter ? [] : [`${folder}: does not export adapter`]),
    ...(manifest.exports !== undefined && './fake' in manifest.exports ? [] : [`${folder}: does not export ./fake`]),
    ...(hasContractTest ? [] : [`${folder}: has no contract test that runs the conformance suite`]),
  ];
}

function dependencyViolations({ folder, manifest, files }: Workspace, shared: readonly string[]): string[] {
  const { name, dependencies = {}, peerDependencies = {}, devDependencies = {} } = manifest;
  const shipping = new Set([...Object.keys(dependencies), ...Object.keys(peerDependencies)]);
  const testing = new Set([...shipping, ...Object.keys(devDependencies), ...shared]);
  const shipped = packagesOf(
    files.filter((file) => !isTest(file)),
    name,
  );
  const tested = packagesOf(files.filter(isTest), name);
  const onlyTested = Object.keys(devDependencies).filter((library) => !shipping.has(typed(library)));
  return [
    ...[...shipped]
      .filter((library) => !shipping.has(library))
      .map((library) => `${folder}: imports ${library} undeclared`),
    ...[...tested]
      .filter((library) => !testing.has(library))
      .map((library) => `${folder}: tests import ${library} undeclared`),
    ...[...shipping].filter((library) => !shipped.has(library)).map((library) => `${folder}: does not use ${library}`),
    ...onlyTested
      .filter((library) => !tested.has(typed(library)))
      .map((library) => `${folder}: does not use ${library}`),
  ];
}

/** `better-sqlite3` for `@types/better-sqlite3`. */
function typed(library: string): string {
  return library.replace(/^@types\//, '');
}

function packagesOf(files: readonly SourceFile[], self: string): Set<string> {
  const names = files
    .filter(({ path }) => path.endsWith('.ts'))
    .flatMap(({ text }) => importsOf(text).map(packageName));
  return new Set(names.filter((name) => name !== null && name !== self) as string[]);
}
