import type { MerchantId } from '@hangil/core';
import type { PageRequest } from '@hangil/engine';
import { describe, expect, test } from 'vitest';
import { testScope } from '../sequence.ts';
import { commitAll, everything, expectConflict, type SuiteContext } from './suite.ts';

const otherMerchant = { merchantId: 'other' as MerchantId };

export function describeDocuments(context: SuiteContext): void {
  describe('documents', () => {
    test('come back as they were given, instants within their value too, in events as well', async () => {
      const { store, build } = context;
      const document = build.buildDocument({ parentId: 'pay_1' });
      const bare = build.buildDocument({ key: null, value: { ...document.value, activatedAt: null } });
      const event = build.buildOutgoingEvent(build.buildPayment(), {
        snapshot: { kind: 'document', value: document },
        subjectId: document.id,
      });
      await commitAll(store, { documents: [document, bare], events: [event] });
      expect(await store.document('routing_version', document.id)).toEqual(document);
      expect(await store.document('routing_version', bare.id)).toEqual(bare);
      expect(await store.event(event.id)).toEqual(event);
      expect(await store.document('routing_version', 'rtv_none')).toBeNull();
    });

    test('are found by their key, in their own book', async () => {
      const { store, build } = context;
      const document = build.buildDocument({ key: 'mine' });
      await commitAll(store, { documents: [document] });
      expect(await store.documentByKey('routing_version', testScope, 'mine')).toEqual(document);
      expect(await store.documentByKey('routing_version', testScope, 'other')).toBeNull();
      for (const scope of [
        { ...testScope, livemode: true },
        { ...testScope, ...otherMerchant },
      ]) {
        expect(await store.documentByKey('routing_version', scope, 'mine')).toBeNull();
      }
    });

    test('share no key in one book, and a key that was given up is free', async () => {
      const { store, build } = context;
      const first = build.buildDocument({ key: 'taken' });
      await commitAll(store, {
        documents: [
          first,
          build.buildDocument({ key: 'taken', livemode: true }),
          build.buildDocument({ key: 'taken', ...otherMerchant }),
          build.buildDocument({ key: null }),
          build.buildDocument({ key: null }),
        ],
      });
      await expectConflict(store, { documents: [build.buildDocument({ key: 'taken' })] }, 'document_key');
      await commitAll(
        store,
        { documents: [{ ...first, version: 2, key: null }] },
        { documents: [build.buildDocument({ key: 'taken' })] },
      );
    });

    test('of many made with one key at once, one is made', async () => {
      const { store, build } = context;
      const documents = Array.from({ length: 20 }, () => build.buildDocument({ key: 'same' }));
      const results = await Promise.all(documents.map((document) => store.commit({ documents: [document] })));
      expect(results.filter(({ kind }) => kind === 'committed')).toHaveLength(1);
    });

    test('are replaced by the next version, and by no other', async () => {
      const { store, build } = context;
      const document = build.buildDocument();
      const next = { ...document, version: 2, status: 'retired', value: { ...document.value, activatedAt: null } };
      await expectConflict(store, { documents: [next] }, 'version');
      await commitAll(store, { documents: [document] });
      await expectConflict(store, { documents: [document] }, 'version');
      await expectConflict(store, { documents: [{ ...document, version: 3 }] }, 'version');
      await commitAll(store, { documents: [next] });
      expect(await store.document('routing_version', document.id)).toEqual(next);
    });

    test('leave nothing behind when their change set is refused', async () => {
      const { store, build } = context;
      const taken = build.buildDocument({ key: 'taken' });
      await commitAll(store, { documents: [taken] });
      const other = build.buildDocument();
      await expectConflict(store, { documents: [other, build.buildDocument({ key: 'taken' })] }, 'document_key');
      expect(await store.document('routing_version', other.id)).toBeNull();
    });

    test('are listed newest first by parent and status, page by page', async () => {
      const { store, build } = context;
      const [first, second, third] = [
        build.buildDocument({ parentId: 'pay_1' }),
        build.buildDocument({ parentId: 'pay_1', status: 'retired' }),
        build.buildDocument({ parentId: 'pay_2' }),
      ];
      const foreign = [build.buildDocument({ livemode: true }), build.buildDocument(otherMerchant)];
      await commitAll(store, { documents: [first, second, third, ...foreign] });
      const list = async (filter: object, page: PageRequest = everything) =>
        (await store.documents('routing_version', testScope, filter, page)).items;
      expect(await list({})).toEqual([third, second, first]);
      expect(await list({ parentId: 'pay_1' })).toEqual([second, first]);
      expect(await list({ parentId: 'pay_1', status: 'active' })).toEqual([first]);
      expect(await list({}, { limit: 1, cursor: third.id })).toEqual([second]);
      expect((await store.documents('routing_version', testScope, {}, { limit: 3, cursor: null })).hasMore).toBe(false);
      expect((await store.documents('routing_version', testScope, {}, { limit: 2, cursor: null })).hasMore).toBe(true);
    });
  });
}
