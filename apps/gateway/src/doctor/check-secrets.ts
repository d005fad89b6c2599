import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { sandboxCredentials } from '../composition/sandbox.ts';
import { withAdminKey } from '../configuration/admin-key.ts';
import { variableNames } from '../configuration/environment.ts';
import type { GatewayConfiguration } from '../configuration/load-configuration.ts';
import type { EnvironmentVariables } from '../configuration/variables.ts';
import { readYaml } from '../configuration/yaml-document.ts';
import { type Finding, failed, ok } from './finding.ts';

/** Of the part behind `sk_live_`: more than can be tried. */
const secretLengthMin = 24;

const contentSchema = z.object({
  merchants: z.array(
    z.looseObject({
      id: z.string(),
      api_keys: z.array(z.looseObject({ name: z.string(), secret: z.string() })).default([]),
      provider_accounts: z.array(
        z.looseObject({ id: z.string(), credentials: z.record(z.string(), z.unknown()).default({}) }),
      ),
      webhook_endpoints: z.array(z.looseObject({ url: z.string(), secret: z.string() })).default([]),
    }),
  ),
});

type Merchant = z.output<typeof contentSchema>['merchants'][number];

export function checkSecrets({ environment }: GatewayConfiguration, variables: EnvironmentVariables): Finding[] {
  const file = environment.configurationFile;
  const source = file === null ? '' : readFileSync(file, 'utf8');
  const { merchants } = contentSchema.safeParse(
    withAdminKey(readYaml(file ?? '', source, variables).content, environment),
  ).data ?? {
    merchants: [],
  };
  const live = merchants.filter(({ api_keys }) => api_keys.some(({ secret }) => secret.startsWith('sk_live_')));
  const problems = [
    ...exposedFiles(source, variables),
    ...(file === null ? [] : exposedConfiguration(file, source)),
    ...masterKeyProblems(environment.masterKey, live.length > 0),
    ...merchants.flatMap(shortSecrets),
    ...live.flatMap(wellKnownCredentials),
  ];
  return problems.length > 0
    ? problems
    : [ok('secrets', 'Files of secrets are kept from others, and no secret is short or well known.')];
}

/** Files of the container engine are readable to all inside the container, which is the gateway alone. */
const ofContainer = /^(\/var)?\/run\/secrets\//;

function exposedFiles(source: string, variables: EnvironmentVariables): Finding[] {
  const inYaml = [...source.matchAll(/\$\{([A-Za-z_]\w*)\}/g)].map(([, name = '']) => name);
  const files = [...new Set([...variableNames, ...inYaml])].flatMap((name) => variables[`${name}_FILE`]?.trim() || []);
  return files
    .filter((file) => !ofContainer.test(file) && isOpenToOthers(file))
    .map((file) => failed('secrets', `${file} can be read or changed by others.`, `chmod 600 ${file}`, file));
}

function exposedConfiguration(file: string, source: string): Finding[] {
  if (!/\bsk_live_[A-Za-z0-9]/.test(source) || !isOpenToOthers(file)) return [];
  return [
    failed(
      'secrets',
      `${file} holds a live key and can be read by others.`,
      `Put the key into a variable, or chmod 600 ${file}`,
      file,
    ),
  ];
}

function isOpenToOthers(file: string): boolean {
  return (statSync(file).mode & 0o007) !== 0;
}

function masterKeyProblems(masterKey: Buffer | null, isLive: boolean): Finding[] {
  const fix = 'Make one with openssl rand -base64 32, give it in HANGIL_MASTER_KEY_FILE, and keep a copy.';
  if (masterKey === null)
    return isLive
      ? [failed('secrets', 'There is a live key and no HANGIL_MASTER_KEY: live webhook endpoints cannot be made.', fix)]
      : [];
  if (new Set(masterKey).size > masterKey.length / 4) return [];
  return [failed('secrets', 'HANGIL_MASTER_KEY is not random.', fix)];
}

function shortSecrets({ id, api_keys, webhook_endpoints }: Merchant): Finding[] {
  const fix = (prefix: string) => `Use ${prefix} and the output of openssl rand -hex 24.`;
  const keys = api_keys
    .filter(({ secret }) => secret.startsWith('sk_live_') && secret.length - 'sk_live_'.length < secretLengthMin)
    .map(({ name }) =>
      failed('secrets', `The live key ${name} is shorter than ${secretLengthMin} characters.`, fix('sk_live_'), id),
    );
  const endpoints = webhook_endpoints
    .filter(({ secret }) => secret.replace(/^whsec_/, '').length < secretLengthMin)
    .map(({ url }) =>
      failed('secrets', `The secret of ${url} is shorter than ${secretLengthMin} characters.`, fix('whsec_'), id),
    );
  return [...keys, ...endpoints];
}

function wellKnownCredentials({ provider_accounts }: Merchant): Finding[] {
  return provider_accounts
    .filter(({ credentials }) => Object.values(credentials).some((value) => sandboxCredentials.includes(String(value))))
    .map(({ id }) =>
      failed(
        'secrets',
        'The account has credentials of the sandbox, beside a live key.',
        'Use those of your contract.',
        id,
      ),
    );
}
