import type { Mutation } from './mutation.ts';

const decision = 'packages/engine/src/decision';
const store = 'packages/store-sqlite/src/write';

/** What is written together, and what a repeated request finds. */
export const commitMutations: readonly Mutation[] = [
  {
    name: 'version-not-checked',
    defect: 'a decision about a state that is no more is written all the same',
    file: `${store}/versioned-row.ts`,
    find: "if (statements.replace.run(row).changes === 0) throw new Refusal('version');",
    replace: 'statements.replace.run(row);',
    seeds: 60,
  },
  {
    name: 'journal-dropped',
    defect: 'one journal entry of a commit that has several is not written',
    file: `${store}/change-set-writer.ts`,
    find: 'changes.journalEntries?.forEach(writeEntry);',
    replace: 'changes.journalEntries?.slice(0, 1).forEach(writeEntry);',
    seeds: 20,
  },
  {
    name: 'events-outside-commit',
    defect: 'events about a change are written only while nothing else is to be done',
    file: `${store}/change-set-writer.ts`,
    find: 'changes.events?.forEach(writeEvent);',
    replace: 'if (changes.jobs === undefined || changes.jobs.length < 2) changes.events?.forEach(writeEvent);',
    seeds: 40,
  },
  {
    name: 'job-finished-before-work',
    defect: 'a job is removed before it was done',
    file: 'packages/engine/src/job/start-due-jobs.ts',
    find: '    await tracer.run(',
    replace: '    await dependencies.store.finishJob(job);\n    await tracer.run(',
    seeds: 300,
  },
  {
    name: 'unknown-answer-frozen',
    defect: 'an unknown outcome is kept as the answer of its Idempotency-Key',
    file: 'packages/engine/src/payment/conclude-call.ts',
    find: "if (status === 'unknown') return 'show_present_truth';",
    replace: "if (status === 'unknown') return 'keep_answer';",
    seeds: 40,
  },
  {
    name: 'key-free-after-unknown',
    defect: 'an Idempotency-Key may be used again while the outcome is unknown',
    file: 'packages/engine/src/refund/send-refund.ts',
    find: "if (status === 'unknown') return 'show_present_truth';",
    replace: "if (status === 'unknown') return 'free';",
    seeds: 300,
  },
  {
    name: 'fingerprint-not-compared',
    defect: 'a key is answered whatever the body',
    file: `${decision}/answer-once.ts`,
    find: "if (record.fingerprint !== fingerprint) throw new PaymentGatewayError('idempotency_key_reused');",
    replace: "if (record.fingerprint === '') throw new PaymentGatewayError('idempotency_key_reused');",
    seeds: 40,
  },
  {
    name: 'running-request-answered',
    defect: 'a repeated request is carried out again while the first is still running',
    file: `${decision}/answer-once.ts`,
    find: "if (running) throw new PaymentGatewayError('idempotency_in_progress');\n  return cameToNothing ? null",
    replace: 'return cameToNothing || running ? null',
    seeds: 60,
  },
  {
    name: 'case-not-closed',
    defect: 'a case about an unknown outcome stays open when the outcome is known',
    file: 'packages/engine/src/case/outcome-is-known.ts',
    find: 'return { ...ownerOf(owner), key, resolution };',
    replace: 'return { ...ownerOf(owner), key: key.slice(1), resolution };',
    seeds: 1_500,
  },
];
