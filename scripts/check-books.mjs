// Lets two accounting programs that know nothing of Hangil check the books it exports: hledger and beancount must accept them with all
// their assertions and tell the same balances to the won, and must refuse books that are off by one. Needs what is built, and both programs.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { money } from '@hangil/core';
import * as ledger from '@hangil/ledger';

const directory = mkdtempSync(join(tmpdir(), 'hangil-books-'));
const merchantId = 'demo';
const channels = ['kcp-card', 'kcp_card', 'Naver.Pay'].map((channelId) => ({ provider: 'iamport', channelId }));
const entries = chain(Array.from({ length: 300 }, (_, at) => month(at)).flat());
const days = daysOf(entries);

try {
  const journal = await write('book.journal', ledger.toHledger(stream(entries), days));
  const beans = await write('book.beancount', ledger.toBeancount(stream(entries), days));
  execFileSync('hledger', ['-f', journal, 'check', '--strict'], { stdio: 'inherit' });
  execFileSync('bean-check', [beans], { stdio: 'inherit' });
  const expected = expectedBalances();
  same('hledger', hledgerBalances(journal), expected);
  same('beancount', beancountBalances(beans), inBeancountNames(expected));
  await refusesBooksOffByOne();
  console.log(`hledger and beancount agree with ${entries.length} entries and ${expected.size} balances.`);
} finally {
  rmSync(directory, { recursive: true });
}

/** Everything a payment of some amount may go through, on some day, in two currencies. */
function month(at) {
  const day = new Date(Date.UTC(2026, 10, 1 + ((at * 7) % 30), at % 24));
  const context = { id: '', merchantId, livemode: false, effectiveAt: day, recordedAt: day };
  const channel = channels[at % channels.length];
  const amount = money(1_000 + at * 37, at % 5 === 0 ? 'USD' : 'KRW');
  const paymentId = `pay_${at}`;
  const sale = { paymentId, channel, amount };
  const refund = { ...sale, refundId: `rfnd_${at}`, amount: money(500, amount.currency) };
  const payout = { payoutId: `po_${at}`, provider: 'ecommpay', amount, refundsPaymentId: null };
  const row = { settlementId: `stl_${at}`, rowKey: `row_${at}`, channel };
  const item = { ...row, direction: 'payment', gross: amount, feeMinor: 25, vatMinor: 3, paymentId, refundId: null };
  const arrived = { ...row, bankAccount: 'main', arrived: money(amount.amountMinor - 28, amount.currency) };
  return [
    ledger.depositExpected(context, sale),
    ledger.depositReceived(context, sale),
    ledger.refundRequested(context, refund),
    ...(at % 2 === 0 ? [ledger.refundSucceeded(context, refund)] : []),
    ledger.payoutRequested(context, payout),
    ledger.payoutSent(context, payout),
    ...(at % 3 === 0 ? [ledger.payoutPaid(context, payout)] : []),
    ledger.itemSettled(context, item),
    ledger.settlementArrived(context, {
      ...arrived,
      announcedMinor: amount.amountMinor - 28 + (at % 4),
      caseId: `case_${at}`,
    }),
    ...whatPeopleBook(at, context, sale),
  ];
}

/** Disputes, deposits that fit nothing, fees beside a statement, conversions and what they gained by the end of a period. */
function whatPeopleBook(at, context, sale) {
  const { paymentId, channel, amount } = sale;
  const { currency } = amount;
  const disputed = { disputeId: `dsp_${at}`, paymentId, channel, amount: money(400, currency), book: 'platform' };
  const caseId = `case_d_${at}`;
  const deposit = { paymentId, depositId: `dep_${at}`, channel, amount: money(300, currency), caseId };
  const row = { settlementId: `stl_${at}`, rowKey: `further_${at}`, channel };
  const part = { ...row, direction: at % 4 === 0 ? 'refund' : 'payment', paymentId };
  const fee = money(10, currency);
  return [
    ledger.saleFeeTold(context, { paymentId, channel, fee, vatMinor: 1 }),
    ledger.disputeOpened(context, { ...disputed, feeMinor: 50 }),
    ...(at % 3 === 0 ? [ledger.disputeWon(context, disputed)] : []),
    ...(at % 3 === 1 ? [ledger.disputeLost(context, { ...disputed, borneBy: 'merchant' })] : []),
    ledger.withheldSettled(context, { ...row, amount: money(450, currency), paymentId }),
    ledger.depositMismatched(context, deposit),
    ledger.depositApplied(context, { ...deposit, amount: money(100, currency) }),
    ledger.depositGivenBack(context, { ...deposit, amount: money(200, currency), from: { bankAccount: 'main' } }),
    ledger.foreignItemSettled(context, {
      ...part,
      gross: money(900, 'USD'),
      feeMinor: 27,
      settled: money(11_700, 'KRW'),
    }),
    ...(at % 50 === 0 ? [revaluation(at, context)] : []),
  ];
}

function revaluation(at, context) {
  const positions = [
    { currency: 'USD', balanceMinor: 873 },
    { currency: 'KRW', balanceMinor: -11_700 },
  ];
  const event = { day: `day-${at}`, functional: 'KRW', positions, rates: new Map([['USD', '1351.25']]) };
  return ledger.positionsRevalued(context, event);
}

function chain(drafts) {
  let link = ledger.genesis;
  return drafts.map((draft, at) => {
    const entry = { ...draft, id: `je_${at}` };
    link = ledger.nextLink(link, entry);
    return { ...entry, link };
  });
}

function daysOf(book) {
  const totals = ledger.createDayTotals();
  for (const entry of book) totals.add(entry);
  return totals.totals();
}

async function* stream(book) {
  yield* book;
}

async function write(name, texts) {
  let text = '';
  for await (const part of texts) text += part;
  writeFileSync(join(directory, name), text);
  return join(directory, name);
}

function expectedBalances() {
  const balances = new Map();
  for (const { account, currency, layer, debitMinor, creditMinor } of ledger.accountTotals(entries)) {
    if (layer !== 'posted' || debitMinor === creditMinor) continue;
    balances.set(`${account} ${currency}`, ledger.signedMajorText(debitMinor - creditMinor, currency));
  }
  return balances;
}

function inBeancountNames(balances) {
  const names = ledger.beancountNames(ledger.accountTotals(entries).map(({ account }) => account));
  return new Map(
    [...balances].map(([key, balance]) => {
      const [account, currency] = key.split(' ');
      return [`${names.get(account)} ${currency}`, balance];
    }),
  );
}

function hledgerBalances(file) {
  const csv = execFileSync(
    'hledger',
    ['-f', file, 'balance', '--flat', '--no-total', '--layout', 'bare', '-O', 'csv'],
    { encoding: 'utf8' },
  );
  const rows = csv
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.replaceAll('"', '').split(','));
  return new Map(rows.map(([account, currency, balance]) => [`${account} ${currency}`, balance]));
}

/** As text: numbers of a column would all be rounded like most of them, and won have no decimals. */
function beancountBalances(file) {
  const query = 'SELECT account, currency, str(sum(number)) AS balance GROUP BY account, currency';
  const csv = execFileSync('bean-query', ['-f', 'csv', file, query], { encoding: 'utf8' });
  const rows = csv
    .trim()
    .split('\n')
    .slice(1)
    .map((line) =>
      line
        .trim()
        .split(',')
        .map((cell) => cell.trim()),
    )
    .map(([account, currency, balance]) => [account, currency, balance.replaceAll(/[^\d.-]/g, '')]);
  return new Map(
    rows
      .filter(([, , balance]) => Number(balance) !== 0)
      .map(([account, currency, balance]) => [`${account} ${currency}`, balance]),
  );
}

function same(program, actual, expected) {
  const wrong = [...new Set([...actual.keys(), ...expected.keys()])].filter(
    (key) => Number(actual.get(key)) !== Number(expected.get(key)),
  );
  if (wrong.length === 0) return;
  for (const key of wrong)
    console.error(`${program}: ${key} is ${actual.get(key)}, the book says ${expected.get(key)}`);
  throw new Error(`${program} tells other balances`);
}

/** One won more on both sides of one entry balances, and breaks the balance of two accounts. */
async function refusesBooksOffByOne() {
  const wrong = entries.map((entry, at) =>
    at === 100
      ? { ...entry, lines: entry.lines.map((line) => ({ ...line, amountMinor: line.amountMinor + 1 })) }
      : entry,
  );
  const journal = await write('wrong.journal', ledger.toHledger(stream(wrong), days));
  const beans = await write('wrong.beancount', ledger.toBeancount(stream(wrong), days));
  for (const [program, ...args] of [
    ['hledger', '-f', journal, 'check', '--strict'],
    ['bean-check', beans],
  ]) {
    if (spawnSync(program, args).status === 0) throw new Error(`${program} accepts a book that is off by one`);
  }
}
