import assert from 'node:assert/strict';
import type { ApprovalPort, RawProviderEvent } from '@hangil/core';
import fc from 'fast-check';
import { offeredPorts } from './harness.ts';
import { type ConformanceSubject, conformanceTime, type Scenario } from './subject.ts';

const group = 'approvals';

/** The provider's question before it takes the money. Anybody may have sent it, and what cannot be read is no question. */
export function approvalScenarios(subject: ConformanceSubject): Scenario[] {
  const { approvals } = offeredPorts(subject);
  const { approval } = subject.services ?? {};
  if (approvals === undefined || approval === undefined) return [];
  return [
    {
      group,
      name: 'a question before the money moves is read with our reference and the amount as it stands there',
      async run() {
        for (const [reference, amountMajor] of [
          ['op1', 10_000],
          ['op2', 9_999],
        ] as const) {
          const asked = read(approvals, approval(reference, amountMajor));
          assert.equal(asked?.reference, reference, 'it is about another payment');
          assert.equal(Number(asked?.amountMajor), amountMajor, 'another amount was told');
        }
      },
    },
    {
      group,
      name: 'arbitrary bytes are no question and never throw',
      async run() {
        const { headers } = approval('op1', 1);
        const bodies = fc.oneof(
          fc.uint8Array(),
          fc.json().map((text) => Buffer.from(text)),
        );
        fc.assert(fc.property(bodies, (body) => assert.equal(read(approvals, { headers, body }), null)));
      },
    },
  ];
}

function read(approvals: ApprovalPort, sent: Pick<RawProviderEvent, 'headers' | 'body'>) {
  return approvals.read({ ...sent, receivedAt: conformanceTime });
}
