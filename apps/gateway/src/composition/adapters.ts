import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { adapter as ecommpay } from '@hangil/adapter-ecommpay';
import { adapter as iamport } from '@hangil/adapter-iamport';
import { adapter as tosspayments } from '@hangil/adapter-tosspayments';
import type { ProviderAdapter, ProviderManifest } from '@hangil/core';
import { adapterProblem } from '../configuration/adapter-schema.ts';

/** The adapters that come with the gateway, by the word the configuration uses. The only file that names them. */
const builtIn: ReadonlyMap<string, ProviderAdapter> = new Map([
  ['iamport', iamport],
  ['ecommpay', ecommpay],
  ['tosspayments', tosspayments],
]);

export const builtInManifests: readonly ProviderManifest[] = [...builtIn.values()].map(({ manifest }) => manifest);

/**
 * Finds an adapter: one that comes with the gateway, or the `adapter` that an npm package exports. The package is looked for
 * next to the configuration first, then next to the gateway.
 *
 * @param folder - where the configuration stands
 * @throws Error with a sentence for the configuration's list of problems
 */
export async function loadAdapter(name: string, folder: string): Promise<ProviderAdapter> {
  return builtIn.get(name) ?? (await loadPackage(name, folder));
}

async function loadPackage(name: string, folder: string): Promise<ProviderAdapter> {
  const entry = entryOf(name, folder);
  const exported: { readonly adapter?: unknown } = await import(entry).catch((error: unknown) => {
    throw new Error(`the package cannot be loaded: ${firstLine(error)}`);
  });
  const problem = adapterProblem(exported.adapter);
  if (problem !== null) throw new Error(`the package exports no usable adapter: ${problem}`);
  return exported.adapter as ProviderAdapter;
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
