import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { adapter as ecommpay } from '@hangil/adapter-ecommpay';
import { adapter as iamport } from '@hangil/adapter-iamport';
import { adapter as tosspayments } from '@hangil/adapter-tosspayments';
import { type ProviderAdapter, type ProviderManifest, secondMs } from '@hangil/core';
import { adapterProblem } from '../configuration/adapter-schema.ts';

/** The adapters that come with the gateway, by the word the configuration uses. The only file that names them. */
const builtIn: ReadonlyMap<string, ProviderAdapter> = new Map([
  ['iamport', iamport],
  ['ecommpay', ecommpay],
  ['tosspayments', tosspayments],
]);

export const builtInManifests: readonly ProviderManifest[] = [...builtIn.values()].map(({ manifest }) => manifest);

/** A package that takes longer to load waits for something: it must neither connect nor read anything on import. */
const loadTimeoutMs = 10 * secondMs;

/**
 * Finds an adapter: one that comes with the gateway, or the `adapter` that an npm package exports. The package is looked for
 * next to the configuration first, then next to the gateway.
 *
 * @param folder - where the configuration stands
 * @throws Error with a sentence for the configuration's list of problems
 */
export async function loadAdapter(name: string, folder: string, timeoutMs = loadTimeoutMs): Promise<ProviderAdapter> {
  return builtIn.get(name) ?? (await loadPackage(name, folder, timeoutMs));
}

async function loadPackage(name: string, folder: string, timeoutMs: number): Promise<ProviderAdapter> {
  const entry = entryOf(name, folder);
  const exported = await importWithin(timeoutMs, entry).catch((error: unknown) => {
    throw new Error(`the package cannot be loaded: ${firstLine(error)}`);
  });
  const problem = problemOf(exported);
  if (problem !== null) throw new Error(`the package exports no usable adapter: ${problem}`);
  return exported.adapter as ProviderAdapter;
}

interface Exported {
  readonly adapter?: unknown;
}

async function importWithin(timeoutMs: number, entry: string): Promise<Exported> {
  const loaded = new AbortController();
  const late = setTimeout(timeoutMs, undefined, { signal: loaded.signal }).then((): Exported => {
    throw new Error(`it was not ready within ${timeoutMs} ms`);
  });
  try {
    return await Promise.race([import(entry) as Promise<Exported>, late]);
  } finally {
    loaded.abort();
    late.catch(() => undefined);
  }
}

/** A package may answer with anything, also with objects that throw when they are looked at. */
function problemOf(exported: Exported): string | null {
  try {
    const problem = adapterProblem(exported.adapter);
    if (problem !== null) return problem;
    const { id } = (exported.adapter as ProviderAdapter).manifest;
    return builtIn.has(id) ? `adapter.manifest.id: ${id} is the name of a built-in adapter` : null;
  } catch {
    return 'it throws when it is looked at';
  }
}

/** Address of the module that the package's name stands for. */
function entryOf(name: string, folder: string): string {
  for (const place of [join(folder, 'hangil.yaml'), import.meta.url]) {
    try {
      return pathToFileURL(createRequire(place).resolve(name)).href;
    } catch (error) {
      if (isNotInstalled(error, name)) continue;
      throw new Error(
        `the package has no entry (is it built, and has its "exports" a "default"?): ${firstLine(error)}`,
      );
    }
  }
  throw new Error(
    `there is no built-in adapter and no package of this name installed next to the configuration or the gateway (built in: ${[...builtIn.keys()].join(', ')})`,
  );
}

/** Not so when the package is there and its entry is missing: the message then names a file. */
function isNotInstalled(error: unknown, name: string): boolean {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'MODULE_NOT_FOUND' && message.startsWith(`Cannot find module '${name}'`);
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.split('\n', 1)[0] ?? '';
}
