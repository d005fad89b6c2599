import type { Manifest, Tree, Workspace } from './tree.ts';

type WorkspaceChanges = Partial<Omit<Workspace, 'manifest'>> & { readonly manifest?: Partial<Manifest> };

/** A made-up repository: paths to texts, with a bare workspace for every folder they lie in. */
export function smallHouse(
  texts: Readonly<Record<string, string>>,
  changes: Readonly<Record<string, WorkspaceChanges>> = {},
): Tree {
  const everyFolder = ['packages/core', 'packages/engine', 'packages/adapter-one', 'apps/gateway', 'apps/simulator'];
  const folders = new Set([...everyFolder, ...Object.keys(texts).map((path) => path.split('/', 2).join('/'))]);
  const workspaces = [...folders].map((folder) => {
    const { manifest, ...others } = changes[folder] ?? {};
    return {
      folder,
      hasReadme: true,
      files: Object.entries(texts)
        .filter(([path]) => path.startsWith(`${folder}/`))
        .map(([path, text]) => ({ path, text })),
      ...others,
      manifest: { name: `@hangil/${folder.split('/')[1]}`, ...manifest },
    };
  });
  return { sharedDevDependencies: ['vitest', 'fast-check'], workspaces };
}
