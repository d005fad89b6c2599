import { parseArgs } from 'node:util';
import { type Answers, events, methods, refunds, repeats } from './answers.ts';

export const usage = `Usage: create-hangil-adapter <name> [options]

  <name>                  lower-case words with - between them: my-pg
  --english-name <text>   shown to people: My PG
  --korean-name <text>    the same in Korean
  --methods <list>        ${methods.join(',')}
  --confirm               the shopper's approval moves nothing until our server confirms
  --refunds <word>        ${refunds.join(' | ')}
  --payouts               the PG also pays out
  --currencies <list>     ISO 4217 codes: KRW,USD
  --events <word>         ${events.join(' | ')}
  --repeats <word>        what a second create with the same reference does: ${repeats.join(' | ')}
  --visibility-delay <s>  seconds that a new payment may stay invisible to an inquiry
  --folder <path>         where to write; hangil-adapter-<name> when left out
  --yes                   ask nothing, take defaults for what is not given
  --help`;

export interface Options {
  readonly given: Partial<Answers>;
  /** null = named after the adapter. */
  readonly folder: string | null;
  /** Nothing is asked. */
  readonly yes: boolean;
  readonly help: boolean;
}

/** @throws Error with a sentence for what cannot be understood */
export function readOptions(words: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      'english-name': { type: 'string' },
      'korean-name': { type: 'string' },
      methods: { type: 'string' },
      confirm: { type: 'boolean' },
      refunds: { type: 'string' },
      payouts: { type: 'boolean' },
      currencies: { type: 'string' },
      events: { type: 'string' },
      repeats: { type: 'string' },
      'visibility-delay': { type: 'string' },
      folder: { type: 'string' },
      yes: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (positionals.length > 1) throw new Error(`one name is expected, not ${positionals.length}`);
  const given = {
    id: positionals[0],
    englishName: values['english-name'],
    koreanName: values['korean-name'],
    methods: listOf(values.methods)?.map((word) => wordOf('--methods', word, methods)),
    confirm: values.confirm,
    refunds: values.refunds === undefined ? undefined : wordOf('--refunds', values.refunds, refunds),
    payouts: values.payouts,
    currencies: listOf(values.currencies),
    events: values.events === undefined ? undefined : wordOf('--events', values.events, events),
    repeats: values.repeats === undefined ? undefined : wordOf('--repeats', values.repeats, repeats),
    visibilityDelaySeconds: values['visibility-delay'] === undefined ? undefined : Number(values['visibility-delay']),
  };
  const known = Object.entries(given).filter(([, value]) => value !== undefined);
  return { given: Object.fromEntries(known), folder: values.folder ?? null, yes: values.yes, help: values.help };
}

function listOf(text: string | undefined): string[] | undefined {
  return text?.split(',').filter((word) => word !== '');
}

function wordOf<Word extends string>(option: string, given: string, words: readonly Word[]): Word {
  const word = words.find((candidate) => candidate === given);
  if (word === undefined) throw new Error(`${option} takes ${words.join(', ')}, not ${given}`);
  return word;
}
