import { hourMs, minuteMs } from '@hangil/core';
import type { Backlog } from '@hangil/engine';
import type { Books } from '@hangil/store-kit';
import { nameOfBook } from '../commands/command-words.ts';
import { verifyBook } from '../commands/verify-file.ts';
import { imbalances } from '../imbalance.ts';
import { type Finding, failed, ok } from './finding.ts';
import type { Probes } from './probes.ts';

type Status = (text: string) => void;

interface Patience {
  readonly ms: number;
  readonly fix: string;
}

const askTheProvider =
  'The gateway goes on asking. Look whether the provider is in trouble, and ask again now with POST …/sync; see docs/operations/incidents.md.';
const isItRunning = 'Is the gateway running? Look for "job failed" in its log; see docs/operations/incidents.md.';

/** For how long things may wait. */
const patience: Readonly<Record<keyof Backlog, Patience>> = {
  unknown_payments: { ms: hourMs, fix: askTheProvider },
  unknown_refunds: { ms: hourMs, fix: askTheProvider },
  unknown_payouts: { ms: hourMs, fix: askTheProvider },
  jobs: { ms: 5 * minuteMs, fix: isItRunning },
  provider_events: { ms: 5 * minuteMs, fix: isItRunning },
  webhook_deliveries: {
    ms: 24 * hourMs,
    fix: 'A merchant’s server has taken nothing for a day: see GET /v1/webhook_deliveries?status=pending.',
  },
  open_cases: { ms: 0, fix: 'Look at GET /v1/cases?status=open and decide; see docs/cases.md.' },
};

export async function checkBacklog(books: Books, { clock }: Probes): Promise<Finding[]> {
  const now = clock.now().getTime();
  const backlog = await books.backlog();
  const late = (Object.keys(patience) as (keyof Backlog)[]).flatMap((what) => {
    const { count, oldestAt } = backlog[what];
    const ageMs = oldestAt === null ? -1 : now - oldestAt.getTime();
    if (ageMs <= patience[what].ms) return [];
    const message = `${count} ${what.replaceAll('_', ' ')} wait, the oldest for ${Math.floor(ageMs / minuteMs)} minutes.`;
    return [failed('backlog', message, patience[what].fix, what)];
  });
  return late.length > 0 ? late : [ok('backlog', 'Nothing waits longer than it should.')];
}

/** Recomputes every book from its first entry on. */
export async function checkLedger(books: Books, status: Status): Promise<Finding[]> {
  const scopes = await books.scopes();
  const findings: Finding[] = [];
  for (const scope of scopes) {
    const { journalEntries, headHash, problems } = await verifyBook(books, scope, { status });
    const [first] = problems;
    const name = nameOfBook(scope);
    const unequal = [...(await imbalances(books, [scope]))].filter(([, minor]) => minor !== 0);
    if (first !== undefined)
      findings.push(broken(name, `The book has ${problems.length} problems, the first: ${first.code} ${first.detail}`));
    else if (unequal.length > 0)
      findings.push(broken(name, `Debits and credits differ in ${unequal.map(([currency]) => currency).join(', ')}`));
    else
      findings.push(ok('ledger', `${journalEntries} entries are in order; the last has the hash ${headHash}.`, name));
  }
  return findings.length > 0 ? findings : [ok('ledger', 'There are no entries yet.')];
}

function broken(book: string, message: string): Finding {
  const fix =
    'Stop paying out, keep a copy of the file, and see docs/operations/incidents.md#the-books-do-not-balance. Never mend rows.';
  return failed('ledger', message.replace(/\.?$/, '.'), fix, book);
}
