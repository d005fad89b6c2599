import { existsSync } from 'node:fs';
import { secondMs } from '@hangil/core';
import { z } from 'zod';
import { apiKeyPattern } from '../http/authentication.ts';
import { type Database, databaseOf } from './database-url.ts';
import { type TracingSettings, toTracingSettings, tracingSchemas } from './tracing-settings.ts';
import { type EnvironmentVariables, variable } from './variables.ts';

const masterKeyBytes = 32;

const configurationFileDefault = './hangil.yaml';

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port number')
  .transform(Number)
  .pipe(z.number().max(65_535, 'must be a port number'));

const apiKey = z.string().regex(apiKeyPattern, 'must begin with sk_test_ or sk_live_');

const schemas = {
  PORT: port.default(8080),
  HOST: z.string().default('127.0.0.1'),
  HANGIL_PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  HANGIL_DATABASE_URL: z
    .string()
    .refine(
      (url) => databaseOf(url) !== null,
      'must be file: and a path, or postgres://user:password@host:port/database (in a password, % and other signs of a URL as %25 and so on)',
    )
    .transform((url) => databaseOf(url) as Database)
    .prefault('file:./data/hangil.db'),
  HANGIL_CONFIG: z.string().optional(),
  HANGIL_MASTER_KEY: z
    .string()
    .regex(/^[A-Za-z0-9+/_-]+={0,2}$/, 'must be 32 bytes in base64')
    .transform((text) => Buffer.from(text, 'base64'))
    .refine((key) => key.length === masterKeyBytes, 'must be 32 bytes in base64')
    .optional(),
  HANGIL_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  HANGIL_DRAIN_SECONDS: z
    .string()
    .regex(/^\d{1,3}$/, 'must be seconds, from 0 to 999')
    .transform((text) => Number(text) * secondMs)
    .prefault('0'),
  HANGIL_API_KEY: apiKey.optional(),
  HANGIL_ADMIN_API_KEY: apiKey.optional(),
  HANGIL_ADMIN_MERCHANT: z.string().optional(),
  HANGIL_SIMULATOR_PORT: port.optional(),
  ...tracingSchemas,
};

type Name = keyof typeof schemas;

/** Every variable that is read; each may also come from a file. */
export const variableNames = Object.keys(schemas) as readonly Name[];

type Values = { readonly [Key in Name]: z.output<(typeof schemas)[Key]> };

/** What the environment says, checked. */
export interface Environment {
  /** 0 = a free one. */
  readonly port: number;
  readonly host: string;
  /** Without a trailing slash; null = the address listened on. */
  readonly publicUrl: string | null;
  readonly database: Database;
  /** null = sandbox mode. */
  readonly configurationFile: string | null;
  /** Encrypts what is secret in the database; null = there is none. */
  readonly masterKey: Buffer | null;
  readonly logLevel: string;
  /** How long everything is still served after the signal to stop. */
  readonly drainMs: number;
  /** For sandbox mode; null = one is made. */
  readonly apiKey: string | null;
  /** A key for a merchant of the configuration, or for the one of the sandbox. */
  readonly adminApiKey: string | null;
  /** Whose it is; null = of the only merchant there is. */
  readonly adminMerchant: string | null;
  readonly simulatorPort: number;
  /** null = nobody follows the work. */
  readonly tracing: TracingSettings | null;
}

/** @returns null when there were problems, which are added to the list */
export function readEnvironment(variables: EnvironmentVariables, problems: string[]): Environment | null {
  const problemsBefore = problems.length;
  const values: Partial<Record<Name, unknown>> = {};
  for (const name of variableNames) values[name] = readOne(name, variables, problems);
  if (problems.length > problemsBefore) return null;
  return toEnvironment(values as Values);
}

function readOne(name: Name, variables: EnvironmentVariables, problems: string[]): unknown {
  try {
    const result = schemas[name].safeParse(variable(variables, name));
    if (result.success) return result.data;
    problems.push(...result.error.issues.map(({ message }) => `${name}: ${message}`));
  } catch (error) {
    problems.push((error as Error).message);
  }
  return undefined;
}

function toEnvironment(values: Values): Environment {
  return {
    port: values.PORT,
    host: values.HOST,
    publicUrl: values.HANGIL_PUBLIC_URL ?? null,
    database: values.HANGIL_DATABASE_URL,
    configurationFile: values.HANGIL_CONFIG ?? (existsSync(configurationFileDefault) ? configurationFileDefault : null),
    masterKey: values.HANGIL_MASTER_KEY ?? null,
    logLevel: values.HANGIL_LOG_LEVEL,
    drainMs: values.HANGIL_DRAIN_SECONDS,
    apiKey: values.HANGIL_API_KEY ?? null,
    adminApiKey: values.HANGIL_ADMIN_API_KEY ?? null,
    adminMerchant: values.HANGIL_ADMIN_MERCHANT ?? null,
    simulatorPort: values.HANGIL_SIMULATOR_PORT ?? (values.PORT === 0 ? 0 : values.PORT + 1),
    tracing: toTracingSettings(values),
  };
}
