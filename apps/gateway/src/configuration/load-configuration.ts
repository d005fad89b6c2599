import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { ProviderAdapter } from '@hangil/core';
import { isLiveKey } from '../http/authentication.ts';
import { withAdminKey } from './admin-key.ts';
import { ConfigurationError } from './configuration-error.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { type MerchantConfiguration, readMerchants } from './merchants.ts';
import type { EnvironmentVariables } from './variables.ts';
import { readYaml } from './yaml-document.ts';

/** Finds an adapter by the word of the configuration that stands in `folder`. @throws Error saying why it cannot be used */
export type LoadAdapter = (name: string, folder: string) => Promise<ProviderAdapter>;

export interface GatewayConfiguration {
  readonly environment: Environment;
  /** null = sandbox mode. */
  readonly merchants: readonly MerchantConfiguration[] | null;
}

/**
 * Reads the environment and the file it names.
 *
 * @throws ConfigurationError listing everything that is wrong or missing
 */
export async function loadConfiguration(
  variables: EnvironmentVariables,
  loadAdapter: LoadAdapter,
): Promise<GatewayConfiguration> {
  const problems: string[] = [];
  const environment = readEnvironment(variables, problems);
  const file = environment?.configurationFile ?? variables.HANGIL_CONFIG ?? null;
  const merchants = file === null ? null : await readFile(file, variables, environment, loadAdapter, problems);
  if (file === null) problems.push(...problemsOfSandbox(environment));
  if (environment === null || problems.length > 0) throw new ConfigurationError(problems);
  return { environment, merchants };
}

/** Objects of live mode would look like money, and none moves here. */
function problemsOfSandbox(environment: Environment | null): string[] {
  const names = { HANGIL_API_KEY: environment?.apiKey, HANGIL_ADMIN_API_KEY: environment?.adminApiKey };
  return Object.entries(names)
    .filter(([, key]) => key != null && isLiveKey(key))
    .map(([name]) => `${name}: is a live key, and there is no hangil.yaml: the sandbox takes sk_test_ keys only`);
}

async function readFile(
  file: string,
  variables: EnvironmentVariables,
  environment: Environment | null,
  loadAdapter: LoadAdapter,
  problems: string[],
): Promise<readonly MerchantConfiguration[] | null> {
  let source: string;
  try {
    source = readFileSync(file, 'utf8');
  } catch {
    problems.push(`${file} cannot be read`);
    return null;
  }
  const document = readYaml(file, source, variables);
  problems.push(...document.problems);
  if (document.content === undefined) return null;
  const folder = dirname(resolve(file));
  const content =
    environment === null
      ? document.content
      : withAdminKey(document.content, environment, (each) => problems.push(each));
  const { merchants, problems: problemsInFile } = await readMerchants(content, (name) => loadAdapter(name, folder));
  problems.push(...problemsInFile.flatMap((problem) => document.describe(problem) ?? []));
  return merchants;
}
