import { readFileSync } from 'node:fs';

export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

/**
 * Value of a variable, or of the file that `NAME_FILE` names, without surrounding white space. An empty value counts as not set.
 *
 * @throws Error saying what is wrong, without the value
 */
export function variable(variables: EnvironmentVariables, name: string): string | undefined {
  const value = variables[name]?.trim() || undefined;
  const file = variables[`${name}_FILE`]?.trim() || undefined;
  if (file === undefined) return value;
  if (value !== undefined) throw new Error(`${name} and ${name}_FILE are both set`);
  try {
    return readFileSync(file, 'utf8').trim() || undefined;
  } catch {
    throw new Error(`${name}_FILE: ${file} cannot be read`);
  }
}
