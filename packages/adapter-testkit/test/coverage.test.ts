import { readFileSync } from 'node:fs';
import type { PaymentProvider } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import { type ConformanceSubject, conformanceScenarios } from '../src/conformance/conformance.ts';
import { coveredOperations } from '../src/conformance/coverage.ts';
import { offeredPorts } from '../src/conformance/harness.ts';
import { recordCalls } from '../src/conformance/record-calls.ts';
import type { Scenario } from '../src/conformance/subject.ts';
import { sampleBank } from './sample-bank/adapter.ts';
import { confirmingBank, confirmingBankSubject } from './sample-bank/confirming-bank.ts';
import { sampleBankSubject } from './sample-bank/subject.ts';

const subjects = [sampleBankSubject(sampleBank), confirmingBankSubject(confirmingBank())];

/** The subject with everything that its scenarios call, by `port.member`. */
function recorded(subject: ConformanceSubject): { readonly subject: ConformanceSubject; readonly calls: Set<string> } {
  const calls = new Set<string>();
  const { adapter } = subject;
  const note = (call: string) => void calls.add(call);
  const create: typeof adapter.create = (account) =>
    withVerifications(recordCalls(adapter.create(account), note), note);
  return { subject: { ...subject, adapter: { ...adapter, create } }, calls };
}

/** The one port that `recordCalls` leaves out. */
function withVerifications(provider: PaymentProvider, note: (call: string) => void): PaymentProvider {
  const names = new Proxy(provider.identityVerifications ?? {}, {
    get(port, name) {
      note(`identityVerifications.${String(name)}`);
      return Reflect.get(port, name);
    },
  });
  return new Proxy(provider, {
    get: (own, name) => (name === 'identityVerifications' ? names : Reflect.get(own, name)),
  });
}

function scenarioIn(subject: ConformanceSubject, triedBy: readonly string[]): Scenario | undefined {
  const scenarios = conformanceScenarios(subject);
  const named = triedBy.map((tried) => scenarios.find(({ group, name }) => `${group}: ${name}` === tried));
  return named.find((scenario) => scenario !== undefined);
}

function memberOf(provider: PaymentProvider, operation: string): unknown {
  return operation.split('.').reduce((place: unknown, name) => Reflect.get(place as object, name), provider);
}

describe('the scenario that tries', () => {
  it.each([...coveredOperations()])('%s does it', async (operation, triedBy) => {
    const offering = subjects.find((subject) => memberOf(offeredPorts(subject), operation) !== undefined);
    if (offering === undefined) throw new Error(`no sample bank offers ${operation}`);
    const { subject, calls } = recorded(offering);
    const scenario = scenarioIn(subject, triedBy);
    expect(scenario, 'no such scenario runs').toBeDefined();
    await scenario?.run();
    if (typeof memberOf(offeredPorts(offering), operation) === 'function') expect([...calls]).toContain(operation);
  });
});

it('the README names what tries each operation', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const rows = [...coveredOperations()].map(([operation, [first = '']]) =>
    `| `.concat(`\`${operation}\` | ${first} |`),
  );
  expect(rows.filter((row) => !readme.includes(row))).toEqual([]);
});
