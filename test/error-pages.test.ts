import { readdirSync, readFileSync } from 'node:fs';
import { type DeclineReason, declineReasons, type ErrorCode, errorCatalogue, toFailure } from '@hangil/core';
import { describe, expect, test } from 'vitest';
import { presentFailure } from '../apps/gateway/src/http/present-common.ts';
import { problemBuilder, problemStatus } from '../apps/gateway/src/http/problem.ts';
import { fencedBlocks, sectionsOf, tableRows } from './markdown.ts';

const folder = new URL('../docs/errors/', import.meta.url);
const codes = Object.keys(errorCatalogue) as ErrorCode[];

/** Codes that a failed payment, refund or payout carries in an ordinary answer; no HTTP error has them. */
const onlyInFailures: readonly string[] = [
  'payment_declined',
  'refund_declined',
  'payout_declined',
  'service_declined',
  'payout_returned',
] satisfies ErrorCode[];

function read(page: string): string {
  return readFileSync(new URL(page, folder), 'utf8');
}

test('every code has its page, and every page its code', () => {
  const others = ['README.md', 'decline-reasons.md'];
  expect(readdirSync(folder).sort()).toEqual([...codes.map((code) => `${code}.md`), ...others].sort());
});

describe.each(codes)('docs/errors/%s.md', (code) => {
  const page = read(`${code}.md`);
  const { title, message, action, retry } = errorCatalogue[code];
  const isOnlyInFailures = onlyInFailures.includes(code);

  test('says what happened, whose move it is, what to do, and whether to retry', () => {
    const [head, ...sections] = sectionsOf(page);
    expect(head).toMatchObject({ level: 1, heading: code });
    expect(head?.body).toContain(`${title} ${message.ko}`);
    expect(sections.map(({ heading }) => heading)).toEqual(['What happened', 'What to do', 'Example']);
    for (const { body } of sections) expect(body.trim().length).toBeGreaterThan(20);
    const [facts = []] = tableRows(head?.body ?? '');
    const expected = isOnlyInFailures
      ? ['none', 'failure.action', 'failure.retry']
      : [String(problemStatus(code)), `(${action})`, `(${retry})`];
    for (const [at, fact] of expected.entries()) expect(facts[at]).toContain(fact);
  });

  test('shows an example as the gateway answers it', () => {
    const [text = '', ...more] = fencedBlocks(page, 'json');
    const example = JSON.parse(text);
    expect(more).toEqual([]);
    expect(example).toEqual(isOnlyInFailures ? failureLike(example) : problemLike(code, example));
  });
});

/** The problem that the gateway builds for this code from the variable members of an example. */
function problemLike(code: ErrorCode, example: Record<string, never>) {
  const {
    detail,
    param,
    provider,
    request_id,
    type,
    title,
    status,
    code: _,
    message_ko,
    retry,
    action,
    ...extra
  } = example;
  const context = { detail, extra, ...(param === null ? {} : { param }), ...(provider === null ? {} : { provider }) };
  return problemBuilder('https://pay.example.com', request_id ?? '')(code, context).document;
}

function failureLike({ code, reason, provider }: { code: ErrorCode; reason: DeclineReason; provider: never }) {
  return presentFailure(toFailure(code, reason, provider));
}

test('the index lists every code with its facts', () => {
  const index = sectionsOf(read('README.md')).find(({ heading }) => heading === 'Codes');
  expect(tableRows(index?.body ?? '')).toEqual(
    codes.map((code) => {
      const { title, action, retry } = errorCatalogue[code];
      const status = onlyInFailures.includes(code) ? 'none' : String(problemStatus(code));
      return [`[${code}](${code}.md)`, status, title, action, retry];
    }),
  );
});

test('the decline reasons are listed with their sentences', () => {
  expect(tableRows(read('decline-reasons.md'))).toEqual(
    Object.entries(declineReasons).map(([reason, { message, action, retry }]) => [
      reason,
      message.en,
      message.ko,
      action,
      retry,
    ]),
  );
});

test('links between the pages lead somewhere', () => {
  const pages = readdirSync(folder);
  const links = pages.flatMap((page) => [...read(page).matchAll(/\]\(([^)#]+)/g)].map(([, target = '']) => target));
  expect(links.filter((target) => !pages.includes(target))).toEqual([]);
});
