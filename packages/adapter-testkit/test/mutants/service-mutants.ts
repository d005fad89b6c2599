import { absent, declined, notCreated, type ProviderReference } from '@hangil/core';
import { manifest } from '../sample-bank/adapter.ts';
import { changedPort, type Mutant, mutant } from './mutant.ts';

/** Faults in what is offered beside taking, returning and paying out money. */
export const serviceMutants: readonly Mutant[] = [
  mutant(
    'forgets what the shopper has told',
    'information',
    changedPort('payments', () => ({
      provideInformation: async () => ({ kind: 'pending', waitsFor: 'shopper', nextAction: null }),
    })),
  ),
  mutant(
    'takes a lost answer of the shopper for one that was never given',
    'information',
    changedPort('payments', ({ provideInformation }) => ({
      async provideInformation(request, context) {
        const verdict = await provideInformation?.(request, context);
        return verdict === undefined || verdict.kind === 'unknown' ? notCreated('provider_unavailable') : verdict;
      },
    })),
  ),
  mutant(
    'ignores an option that it does not know',
    'checks',
    changedPort('payments', () => ({ check: () => null })),
  ),
  mutant(
    'refuses before what it can do',
    'checks',
    changedPort('payouts', () => ({ check: () => ({ param: 'amount', detail: 'Too much.' }) })),
  ),
  mutant(
    'opens the window without the payment',
    'checkout',
    changedPort('checkout', () => ({ openWindow: '(action, done) => { SampleBank.pay({}).then(done); }' })),
  ),
  mutant(
    'makes an id of whatever the window gave',
    'checkout',
    changedPort('checkout', () => ({ returnedPaymentId: ({ payment }) => (payment == null ? null : String(payment)) })),
  ),
  mutant(
    'reads a question in everything',
    'approvals',
    changedPort('approvals', ({ read }) => ({
      read: (event) => read(event) ?? { reference: '' as ProviderReference, amountMajor: 0 },
    })),
  ),
  mutant(
    'reads the amount of a question in parts of the currency',
    'approvals',
    changedPort('approvals', ({ read }) => ({
      read(event) {
        const question = read(event);
        return question && { ...question, amountMajor: Number(question.amountMajor) / 100 };
      },
    })),
  ),
  mutant(
    'tells the amount that was asked for when an account is changed',
    'virtual accounts',
    changedPort('virtualAccounts', ({ change }) => ({
      async change(request, context) {
        const verdict = await change(request, context);
        return verdict.kind === 'changed' ? { ...verdict, amount: request.amount } : verdict;
      },
    })),
  ),
  mutant(
    'takes a lost change of an account for one that was refused',
    'virtual accounts',
    changedPort('virtualAccounts', ({ change }) => ({
      async change(request, context) {
        const verdict = await change(request, context);
        return verdict.kind === 'unknown' ? declined('timed_out') : verdict;
      },
    })),
  ),
  mutant(
    'knows the holder of every account',
    'virtual accounts',
    changedPort('virtualAccounts', () => ({ holder: async () => ({ kind: 'found', holderName: '도건' }) })),
  ),
  mutant(
    'runs an action again when the answer is lost',
    'actions',
    changedPort('actions', ({ run }) => ({
      async run(request, context) {
        const verdict = await run(request, context);
        if (verdict.kind === 'unknown') await run(request, context);
        return verdict;
      },
    })),
  ),
  mutant(
    'takes a lost action for one that was refused',
    'actions',
    changedPort('actions', ({ run }) => ({
      async run(request, context) {
        const verdict = await run(request, context);
        return verdict.kind === 'unknown' ? declined('timed_out') : verdict;
      },
    })),
  ),
  mutant('has actions that it does not declare', 'actions', () => ({}), { actions: manifest.actions?.slice(1) ?? [] }),
  mutant(
    'takes a list of banks that failed for an empty one',
    'tables',
    changedPort('banks', ({ fetch }) => ({
      async fetch(request, context) {
        const banks = await fetch(request, context);
        return banks.kind === 'unknown' ? { kind: 'banks', banks: [] } : banks;
      },
    })),
  ),
  mutant(
    'gives two banks one id',
    'tables',
    changedPort('banks', ({ shipped }) => ({ shipped: [...shipped, ...shipped] })),
  ),
  mutant(
    'takes every contract for a channel of ours',
    'tables',
    changedPort('accountChannels', ({ list }) => ({
      async list(context) {
        const found = await list(context);
        if (found.kind === 'unknown') return found;
        const channelIds = found.channels.map(({ merchantPgId }) => merchantPgId) as never[];
        return { kind: 'channels', channels: found.channels.map((channel) => ({ ...channel, channelIds })) };
      },
    })),
  ),
  mutant('names a gateway that it does not declare', 'tables', () => ({ gatewayOf: () => 'other' })),
  mutant(
    'takes a report that failed for an empty one',
    'reports',
    changedPort('reports', ({ operations }) => ({
      async operations(request, context) {
        const page = await operations(request, context);
        return page.kind === 'unknown' ? { kind: 'page', rows: [], hasMore: false } : page;
      },
    })),
  ),
  mutant(
    'reports the payment where it should report the refund',
    'reports',
    changedPort('reports', ({ operations }) => ({
      async operations(request, context) {
        const page = await operations(request, context);
        if (page.kind === 'unknown') return page;
        return { ...page, rows: page.rows.map((row) => (row.kind === 'refund' ? { ...row, kind: 'payment' } : row)) };
      },
    })),
  ),
  mutant(
    'reports from the beginning each time',
    'reports',
    changedPort('reports', ({ operations }) => ({
      operations: (request, context) => operations({ ...request, offset: 0 }, context),
    })),
  ),
  mutant(
    'reports what lies outside of the time',
    'reports',
    changedPort('reports', ({ operations }) => ({
      operations: (request, context) => operations({ ...request, from: new Date(0) }, context),
    })),
  ),
  mutant(
    'issues a cash receipt again when the answer is lost',
    'services',
    changedPort('cashReceipts', ({ issue }) => ({
      async issue(request, context) {
        const verdict = await issue(request, context);
        return verdict.kind === 'unknown' ? issue(request, context) : verdict;
      },
    })),
  ),
  mutant(
    'says that a cash receipt is canceled and keeps it',
    'services',
    changedPort('cashReceipts', () => ({ cancel: async () => ({ kind: 'canceled' }) })),
  ),
  mutant(
    'finds no cash receipt when the inquiry fails',
    'services',
    changedPort('cashReceipts', ({ inquire }) => ({
      async inquire(receipt, context) {
        const reading = await inquire(receipt, context);
        return reading.kind === 'unknown' ? absent : reading;
      },
    })),
  ),
  mutant(
    'repeats whose cash receipt it is',
    'services',
    changedPort('cashReceipts', ({ issue }) => ({
      async issue(request, context) {
        const verdict = await issue(request, context);
        return verdict.kind === 'issued' ? { ...verdict, approvalNumber: request.identifier.number } : verdict;
      },
    })),
  ),
  mutant(
    'takes a delivery that is registered already for a new one',
    'services',
    changedPort('shipments', ({ add, update }) => ({
      async add(request, context) {
        const verdict = await add(request, context);
        return verdict.kind === 'declined' ? update(request, context) : verdict;
      },
    })),
  ),
  mutant(
    'takes a wrong code for one that was not typed in',
    'services',
    changedPort('identityVerifications', ({ confirm }) => ({
      async confirm(request, context) {
        const reading = await confirm(request, context);
        return reading.kind === 'declined' ? { kind: 'waiting' } : reading;
      },
    })),
  ),
];
