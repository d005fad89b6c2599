import type { Readable, Writable } from 'node:stream';
import { confirm, isCancel, multiselect, select, text } from '@clack/prompts';
import { type Answers, defaultsFor, events, type Method, problemOf, refunds, repeats } from './answers.ts';

/** Where questions are shown and answers typed. */
export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
}

/** The author has pressed Escape or Ctrl-C. */
export class QuestionsCanceled extends Error {}

/** Asks for everything that the command did not tell. @throws QuestionsCanceled */
export async function askFor(given: Partial<Answers>, terminal: Terminal): Promise<Answers> {
  const id =
    given.id ?? (await ask(text({ message: 'Name of the PG, in lower case', validate: idProblem, ...terminal })));
  const defaults = defaultsFor(id);
  const englishName = given.englishName ?? (await name('English', defaults.englishName, terminal));
  const koreanName = given.koreanName ?? (await name('Korean', defaults.koreanName, terminal));
  const chosen =
    given.methods ??
    (await ask(multiselect<Method>({ message: 'How do shoppers pay?', ...methodChoice, ...terminal })));
  const answers = { ...defaults, ...given, id, englishName, koreanName, methods: chosen };
  return {
    ...answers,
    confirm: given.confirm ?? (chosen.includes('card') && (await yes(confirmQuestion, terminal))),
    refunds: given.refunds ?? (await one('Can payments be given back?', refundLabels, refunds, terminal)),
    payouts: given.payouts ?? (await yes('Does the PG also pay out?', terminal)),
    events: given.events ?? (await one('How do its callbacks prove themselves?', eventLabels, events, terminal)),
    repeats: given.repeats ?? (await one('What does the same create do, sent twice?', repeatLabels, repeats, terminal)),
  };
}

const confirmQuestion = "Does the shopper's approval move nothing until your server confirms?";

const methodChoice = {
  options: [
    { value: 'card' as const, label: 'on a page of the PG' },
    { value: 'key_in' as const, label: 'with card data that is typed in, charged at once' },
    { value: 'virtual_account' as const, label: 'into a virtual account' },
  ],
  initialValues: ['card' as const],
  required: true,
};

const refundLabels = { partial: 'yes, also in parts', full: 'yes, only as a whole', none: 'no' };
const eventLabels = { signed: 'by a signature', hint: 'not at all: they are hints', none: 'there are none' };
const repeatLabels = {
  unique_reference: 'it is refused: the reference is known',
  key: 'it gives the first answer again',
  none: 'it makes a second payment',
};

function idProblem(value: string | undefined): string | undefined {
  return problemOf(defaultsFor(value ?? '')) ?? undefined;
}

function name(language: string, initialValue: string, terminal: Terminal): Promise<string> {
  return ask(text({ message: `Its name in ${language}`, initialValue, ...terminal }));
}

function yes(message: string, terminal: Terminal): Promise<boolean> {
  return ask(confirm({ message, initialValue: false, ...terminal }));
}

function one<Word extends string>(
  message: string,
  labels: Readonly<Record<Word, string>>,
  words: readonly Word[],
  terminal: Terminal,
): Promise<Word> {
  const options = words.map((value) => ({ value, label: labels[value] }));
  return ask(select<string>({ message, options, ...terminal })) as Promise<Word>;
}

async function ask<Given>(answer: Promise<Given>): Promise<Exclude<Given, symbol>> {
  const given = await answer;
  if (isCancel(given)) throw new QuestionsCanceled('nothing was written');
  return given as Exclude<Given, symbol>;
}
