import type { Store } from '@hangil/engine';
import { afterEach, beforeEach, describe } from 'vitest';
import { type Builders, createBuilders } from './builders.ts';
import { describeAtomicity } from './suite/atomicity-suite.ts';
import { describeBacklog } from './suite/backlog-suite.ts';
import { describeDocuments } from './suite/document-suite.ts';
import { describeJobs } from './suite/job-suite.ts';
import { describeLedger } from './suite/ledger-suite.ts';
import { describePages } from './suite/page-suite.ts';
import { describePayoutBatches } from './suite/payout-batch-suite.ts';
import { describeRecords } from './suite/record-suite.ts';
import { describeRoundTrips } from './suite/round-trip-suite.ts';
import { describeUniqueness } from './suite/uniqueness-suite.ts';
import { describeVersions } from './suite/version-suite.ts';
import { describeWebhooks } from './suite/webhook-suite.ts';

export interface OpenStore {
  readonly store: Store;
  close(): Promise<void>;
}

/**
 * The contract of a Store as tests.
 *
 * @param open gives an empty store; called for every test, and closed after it
 */
export function describeStore(name: string, open: () => Promise<OpenStore>): void {
  describe(`${name} keeps the contract of a store`, () => {
    let opened: OpenStore;
    let builders: Builders;
    const context = {
      get store() {
        return opened.store;
      },
      get build() {
        return builders;
      },
    };

    beforeEach(async () => {
      opened = await open();
      builders = createBuilders();
    });
    afterEach(() => opened.close());

    describeVersions(context);
    describeAtomicity(context);
    describeUniqueness(context);
    describeRecords(context);
    describeDocuments(context);
    describeBacklog(context);
    describeJobs(context);
    describeLedger(context);
    describePages(context);
    describeRoundTrips(context);
    describeWebhooks(context);
    describePayoutBatches(context);
  });
}
