import { parseArgs } from 'node:util';
import type { MerchantId } from '@hangil/core';
import type { Scope } from '@hangil/engine';
import type { Books } from '@hangil/store-kit';
import { CommandError } from './command-error.ts';

type Options = Readonly<Record<string, 'string' | 'boolean'>>;

/** Splits the words behind a command into values and options. @throws CommandError for an option that is not known */
export function readWords(words: readonly string[], options: Options, valuesWanted: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: Object.fromEntries(Object.entries(options).map(([name, type]) => [name, { type }])),
    });
    if (positionals.length !== valuesWanted.length)
      throw new CommandError(
        `This command takes: ${valuesWanted.map((value) => `<${value}>`).join(' ') || 'options only'}.`,
      );
    return { values: values as Readonly<Record<string, string | boolean | undefined>>, positionals };
  } catch (error) {
    throw error instanceof CommandError ? error : new CommandError((error as Error).message);
  }
}

/** The one book that is meant. @throws CommandError when there are several and none is named */
export async function chooseBook(books: Books, merchant: string | undefined, livemode: boolean): Promise<Scope> {
  const scopes = await books.scopes();
  if (merchant !== undefined) return { merchantId: merchant as MerchantId, livemode };
  const [only, ...others] = scopes.filter((scope) => !livemode || scope.livemode);
  if (only === undefined) throw new CommandError('The database has no such book.');
  if (others.length > 0)
    throw new CommandError(`Name one of the books with --merchant and --live: ${scopes.map(nameOfBook).join(', ')}.`);
  return only;
}

export function nameOfBook({ merchantId, livemode }: Scope): string {
  return `${merchantId} (${livemode ? 'live' : 'test'})`;
}
