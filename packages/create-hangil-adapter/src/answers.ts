/** What the author says about his PG. Everything else of the adapter follows from it. */
export interface Answers {
  /** Short lower-case word: the manifest's `id`, part of the package's name and of callback addresses. */
  readonly id: string;
  readonly englishName: string;
  readonly koreanName: string;
  /** `card`: on a page of the PG. `key_in`: typed in and charged at once. `virtual_account`: waits for a deposit. */
  readonly methods: readonly Method[];
  /** The shopper's approval moves nothing until our server confirms. Only with `card`. */
  readonly confirm: boolean;
  readonly refunds: Refunds;
  readonly payouts: boolean;
  /** ISO 4217 codes. */
  readonly currencies: readonly string[];
  /** `signed`: events carry a signature and are evidence. `hint`: anyone may have sent them. */
  readonly events: Events;
  /** What a second create with the same reference does there. */
  readonly repeats: Repeats;
  /** How long a new payment may stay invisible to an inquiry; 0 = not at all. */
  readonly visibilityDelaySeconds: number;
}

export const methods = ['card', 'key_in', 'virtual_account'] as const;
export const refunds = ['partial', 'full', 'none'] as const;
export const events = ['signed', 'hint', 'none'] as const;
export const repeats = ['unique_reference', 'key', 'none'] as const;

export type Method = (typeof methods)[number];
export type Refunds = (typeof refunds)[number];
export type Events = (typeof events)[number];
export type Repeats = (typeof repeats)[number];

/** What stands where the author says nothing. `my-pg` is called My Pg. */
export function defaultsFor(id: string): Answers {
  const englishName = wordsOf(id).join(' ');
  return {
    id,
    englishName,
    koreanName: englishName,
    methods: ['card'],
    confirm: false,
    refunds: 'partial',
    payouts: false,
    currencies: ['KRW'],
    events: 'signed',
    repeats: 'unique_reference',
    visibilityDelaySeconds: 0,
  };
}

/** `my-pg` as `My`, `Pg`. */
export function wordsOf(id: string): string[] {
  return id.split('-').map((word) => word.slice(0, 1).toUpperCase() + word.slice(1));
}

/** The first thing that cannot be, as a sentence; null when all is well. */
export function problemOf(answers: Answers): string | null {
  const { id, englishName, koreanName, currencies, visibilityDelaySeconds } = answers;
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) return 'the name must be lower-case words with - between them: my-pg';
  for (const name of [englishName, koreanName]) {
    if (!/^[^'`"\\<>{}$\n]{1,60}$/.test(name))
      return 'a display name has 1 to 60 characters, without quotes or brackets';
  }
  if (answers.methods.length === 0) return 'at least one payment method is needed';
  if (answers.confirm && !answers.methods.includes('card')) return 'confirm needs the method card';
  if (currencies.length === 0 || !currencies.every((code) => /^[A-Z]{3}$/.test(code)))
    return 'currencies are ISO 4217 codes in capitals: KRW,USD';
  if (!Number.isInteger(visibilityDelaySeconds) || visibilityDelaySeconds < 0 || visibilityDelaySeconds > 86_400)
    return 'the visibility delay is 0 to 86400 whole seconds';
  return null;
}
