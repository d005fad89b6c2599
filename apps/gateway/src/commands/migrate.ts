import { ConfigurationError } from '../configuration/configuration-error.ts';
import { readEnvironment } from '../configuration/environment.ts';
import { openStore } from '../open-store.ts';
import type { CommandIo } from './command-io.ts';
import { readWords } from './command-words.ts';

/** Brings the database of the environment to the schema of this version, as a start does, and starts nothing. */
export async function migrate(words: readonly string[], io: CommandIo): Promise<number> {
  readWords(words, {}, []);
  const problems: string[] = [];
  const environment = readEnvironment(process.env, problems);
  if (environment === null) throw new ConfigurationError(problems);
  const store = await openStore(environment.database);
  await store.close();
  await io.out('The database has the schema of this version.\n');
  return 0;
}
