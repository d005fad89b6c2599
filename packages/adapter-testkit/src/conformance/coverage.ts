import assert from 'node:assert/strict';
import type { PaymentProvider } from '@hangil/core';
import { offeredPorts } from './harness.ts';
import type { ConformanceSubject, Scenario } from './subject.ts';

type Ports = Required<Omit<PaymentProvider, 'specificationVersion' | 'manifest' | 'gatewayOf'>>;

/** Scenarios of which one tries the operation, as `group: name`: which of them depends on how the adapter takes money. */
type TriedBy = readonly string[];

type Coverage = { readonly [Port in keyof Ports]: { readonly [Member in keyof Required<Ports[Port]>]: TriedBy } } & {
  readonly gatewayOf: TriedBy;
};

const fullRefund = ['refunds: a full refund gives everything back'];
const neverRefunded = ['refunds: a refund that was never sent is absent'];
const approvedPayout = ['payouts: a payout that the bank approves is succeeded with exactly what was paid out'];
const keyByCard = 'billing keys: a key is issued under our reference, and its card is shown masked';
const keyByWindow = 'billing keys: a key that the shopper keeps in a window is issued under our reference, and charged';
const knownReceipt = ['services: a receipt that is issued is for what was asked, and is shown alike'];
const verified = ['services: who types in the code is verified, and who does not is not'];
const delivery = ['services: a delivery is registered once, and changed'];
const window = [
  'checkout: the window is opened with the params of the payment, by nothing but the script of the provider',
];

/** How each operation of the ports is tried. The type lets none of them be forgotten. */
export const coverage: Coverage = {
  payments: {
    takesOptions: optionsOf('a payment by a shopper', 'a direct charge', 'a deposit'),
    check: checked('a payment by a shopper', 'a direct charge', 'a deposit'),
    start: [
      'payments: a payment that waits for the shopper is pending and says what to do, at once or when asked',
      'direct charge: an approved charge is succeeded with exactly what the provider took',
      'deposits: a payment that waits for a deposit shows the shopper where to pay',
    ],
    inquire: [
      'payments: a payment that the shopper approves is succeeded with exactly what the provider took',
      'payments: an inquiry that the provider does not offer is unknown',
      'direct charge: a charge that is read by the id of the provider is the same as by our reference',
      'direct charge: an approved charge is succeeded with exactly what the provider took',
      'deposits: a deposit makes the payment succeeded with exactly what was deposited',
      'deposits: a payment that waits for a deposit shows the shopper where to pay',
    ],
    confirm: ['confirm: a confirm is succeeded with exactly what the provider took'],
    provideInformation: ['information: what is missing is asked for, and the payment goes on once it was told'],
    cancel: ['cancel: a payment that is canceled before money moved is canceled at the provider'],
  },
  refunds: {
    takesOptions: optionsOf('a refund'),
    check: checked('a refund'),
    refund: fullRefund,
    inquire: [...neverRefunded, ...fullRefund],
  },
  payouts: {
    check: checked('a payout'),
    send: [...approvedPayout, 'payouts: a call that nobody listens to is not_created'],
    inquire: [
      'payouts: a payout that was never sent is absent',
      'payouts: a call that nobody listens to is not_created',
    ],
  },
  billingKeys: {
    issuesBy: [keyByCard, keyByWindow],
    check: checked('a billing key'),
    issue: [keyByCard, keyByWindow],
    inquire: [
      'billing keys: issuing that is lost after the provider acted is unknown, is not repeated, and an inquiry tells the truth',
      'billing keys: a key of a window says what the shopper has to do, and is none before he has done it',
    ],
    confirm: [keyByWindow],
    delete: ['billing keys: a key that is deleted takes no more money, and deleting it again changes nothing'],
  },
  schedules: {
    create: ['schedules: a charge that is scheduled is shown at its time, and takes nothing before'],
    inquire: ['schedules: a charge that is scheduled is shown at its time, and takes nothing before'],
    move: ['schedules: a charge that is moved is made at its new time alone'],
    cancel: ['schedules: a charge that is canceled is never made'],
  },
  virtualAccounts: {
    checkChange: ['virtual accounts: an account that is changed waits for the new amount until the new time'],
    change: ['virtual accounts: an account that is changed waits for the new amount until the new time'],
    holder: ['virtual accounts: whose account it is, is told as the bank has it, and of no other account'],
  },
  events: { read: ['events: what is no message at all is unreadable'] },
  checkout: {
    openWindow: window,
    returnedPaymentId: ['checkout: the id that the window gave back is found, and none is made of anything else'],
  },
  cashReceipts: {
    check: knownReceipt,
    issue: knownReceipt,
    inquire: knownReceipt,
    cancel: ['services: a receipt that is canceled is shown as canceled, once'],
  },
  identityVerifications: { check: verified, request: verified, confirm: verified, delete: verified },
  shipments: { check: delivery, add: delivery, update: delivery, inquire: delivery },
  accountChannels: { list: ['tables: the contracts of the account are told, and which channels of ours mean them'] },
  reference: { banks: tableOf('banks'), cards: tableOf('cards'), couriers: tableOf('couriers') },
  approvals: {
    read: ['approvals: a question before the money moves is read with our reference and the amount as it stands there'],
  },
  actions: {
    offered: ['actions: the actions of the manifest are those that are offered, and each has its sample'],
    check: ['actions: every action does what its sample says, with a result that is plain JSON'],
    run: ['actions: every action does what its sample says, with a result that is plain JSON'],
  },
  banks: {
    shipped: ['tables: the banks that are shipped each have one id, a name, and a code of three digits or none'],
    fetch: ['tables: the banks that the provider tells are read in the same form'],
  },
  reports: { operations: ['reports: everything that moved money stands in the report once, with exactly its amount'] },
  gatewayOf: ['tables: the gateway behind a channel is one of the manifest, or nobody knows'],
};

function checked(...what: string[]): TriedBy {
  return what.map((each) => `checks: ${each} of the samples has no problem, and nothing is sent to find out`);
}

function optionsOf(...what: string[]): TriedBy {
  return what.map((each) => `checks: an option of ${each} that nobody knows is refused by its name`);
}

function tableOf(name: string): TriedBy {
  return [`tables: the table of ${name} says where it is from, and each code stands there once, with its names`];
}

/** The operations of the table, as `port.member`, each with what tries it. */
export function coveredOperations(): ReadonlyMap<string, TriedBy> {
  const { gatewayOf, ...ports } = coverage;
  const rows = Object.entries(ports).flatMap(([port, members]) =>
    Object.entries(members).map(([member, triedBy]): [string, TriedBy] => [`${port}.${member}`, triedBy]),
  );
  return new Map([...rows, ['gatewayOf', gatewayOf]]);
}

/** What is offered and tried by nobody is a finding. */
export function coverageScenario(subject: ConformanceSubject, scenarios: readonly Scenario[]): Scenario {
  return {
    group: 'manifest',
    name: 'every operation that is offered is tried by a scenario',
    async run() {
      const running = new Set(scenarios.map(({ group, name }) => `${group}: ${name}`));
      const provider = offeredPorts(subject);
      const untried = [...coveredOperations()].filter(
        ([operation, triedBy]) => isOffered(provider, operation) && !triedBy.some((name) => running.has(name)),
      );
      assert.deepEqual(
        untried.map(([operation]) => operation),
        [],
        'no sample lets them be tried',
      );
    },
  };
}

function isOffered(provider: PaymentProvider, operation: string): boolean {
  const [port = '', member] = operation.split('.');
  const offered: unknown = Reflect.get(provider, port);
  if (member === undefined || typeof offered !== 'object' || offered === null) return offered !== undefined;
  return Reflect.get(offered, member) !== undefined;
}
