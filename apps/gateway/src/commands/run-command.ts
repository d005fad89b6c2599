import { backUp } from './back-up.ts';
import { CommandError } from './command-error.ts';
import type { CommandIo } from './command-io.ts';
import { diagnose } from './diagnose.ts';
import { exportBooks, importBook, showTrialBalance } from './ledger-files.ts';
import { showDailySales, showFees, showStatement, showVat } from './ledger-reports.ts';
import { migrate } from './migrate.ts';
import { migrateDatabase } from './migrate-database.ts';
import { showSettlementCalendar } from './settlement-calendar.ts';
import { verifyFile } from './verify-file.ts';

/** What follows the words of a command. */
export type Command = (words: readonly string[], io: CommandIo) => Promise<number>;

const commands: Readonly<Record<string, { readonly run: Command; readonly usage: string }>> = {
  'ledger verify': { run: verifyFile, usage: 'ledger verify <database or .jsonl>' },
  'ledger export': {
    run: exportBooks,
    usage: 'ledger export <database> --format hledger|beancount|csv|jsonl [--merchant <id>] [--live]',
  },
  'ledger trial-balance': {
    run: showTrialBalance,
    usage: 'ledger trial-balance <database> [--merchant <id>] [--live]',
  },
  'ledger statement': {
    run: showStatement,
    usage: 'ledger statement <database> --account <code> --from YYYY-MM-DD --to YYYY-MM-DD [--layer pending]',
  },
  'ledger sales': { run: showDailySales, usage: 'ledger sales <database> --from YYYY-MM-DD --to YYYY-MM-DD' },
  'ledger vat': {
    run: showVat,
    usage: 'ledger vat <database> --from YYYY-MM-DD --to YYYY-MM-DD [--basis trade_date|settlement_date]',
  },
  'ledger fees': { run: showFees, usage: 'ledger fees <database> --from YYYY-MM-DD --to YYYY-MM-DD' },
  'ledger import': { run: importBook, usage: 'ledger import <.jsonl> <new database>' },
  doctor: { run: diagnose, usage: 'doctor [--json]' },
  migrate: { run: migrate, usage: 'migrate' },
  backup: { run: backUp, usage: 'backup <database> <new file>' },
  'migrate-database': {
    run: migrateDatabase,
    usage: 'migrate-database <database file> [--to <PostgreSQL URL, else HANGIL_DATABASE_URL>]',
  },
  'settlement calendar': {
    run: showSettlementCalendar,
    usage: 'settlement calendar --after <business days> [--from YYYY-MM-DD] [--days <number>] [--cut-off HH:MM]',
  },
};

/** Runs `hangil <words>`. @returns the exit code: 0 = well, 1 = something is wrong with the books @throws CommandError */
export async function runCommand(words: readonly string[], io: CommandIo): Promise<number> {
  const name = Object.keys(commands).find((each) => `${words.join(' ')} `.startsWith(`${each} `));
  const command = name === undefined ? undefined : commands[name];
  if (name === undefined || command === undefined) throw new CommandError(usage());
  return command.run(words.slice(name.split(' ').length), io);
}

function usage(): string {
  const lines = Object.values(commands).map(({ usage: text }) => `  hangil ${text}`);
  return ['hangil without words starts the gateway. Commands:', ...lines].join('\n');
}
