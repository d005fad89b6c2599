import { loadAdapter } from '../composition/adapters.ts';
import { ConfigurationError } from '../configuration/configuration-error.ts';
import { type GatewayConfiguration, loadConfiguration } from '../configuration/load-configuration.ts';
import type { EnvironmentVariables } from '../configuration/variables.ts';
import { checkBacklog, checkLedger } from './check-books.ts';
import { checkDatabase, type InspectedDatabase } from './check-database.ts';
import { checkProviders } from './check-providers.ts';
import { checkPublicUrl } from './check-public-url.ts';
import { checkSecrets } from './check-secrets.ts';
import { type Finding, failed, ok, skipped } from './finding.ts';
import type { Probes } from './probes.ts';

/**
 * Looks at an installation beside its running gateway, with the gateway's own environment. Changes nothing and moves no money.
 *
 * @param status - told about what takes long
 */
export async function runDoctor(
  variables: EnvironmentVariables,
  probes: Probes,
  status: (text: string) => void,
): Promise<readonly Finding[]> {
  const configuration = await loadConfiguration(variables, loadAdapter).catch((error: unknown) => {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  });
  if (!('environment' in configuration))
    return configuration.map((problem) =>
      failed('configuration', problem, 'Correct it; the gateway does not start with it.'),
    );
  const { environment, merchants } = configuration;
  const database = await checkDatabase(environment.database, merchants === null, probes);
  try {
    return [
      ...aboutConfiguration(configuration),
      ...database.findings,
      ...(await aroundGateway(configuration, probes)),
      ...checkSecrets(configuration, variables),
      ...(await insideDatabase(database, probes, status)),
    ];
  } finally {
    await database.books?.close();
  }
}

function aboutConfiguration({ environment, merchants }: GatewayConfiguration): Finding[] {
  if (merchants === null)
    return [ok('configuration', 'There is no hangil.yaml: this is the sandbox, with simulated providers.')];
  return [ok('configuration', `${environment.configurationFile} names ${merchants.length} merchants and can be used.`)];
}

async function aroundGateway({ environment, merchants }: GatewayConfiguration, probes: Probes): Promise<Finding[]> {
  if (merchants === null)
    return (['clock', 'public_url', 'credentials', 'notice_url'] as const).map((check) =>
      skipped(check, 'The sandbox has its providers in itself.'),
    );
  return [
    ...(await checkProviders(merchants, environment.publicUrl ?? '', probes)),
    ...(await checkPublicUrl(environment.publicUrl, merchants, probes)),
  ];
}

async function insideDatabase(
  { books }: InspectedDatabase,
  probes: Probes,
  status: (text: string) => void,
): Promise<Finding[]> {
  if (books === null)
    return (['backlog', 'ledger'] as const).map((check) => skipped(check, 'There is no database to read.'));
  return [...(await checkBacklog(books, probes)), ...(await checkLedger(books, status))];
}
