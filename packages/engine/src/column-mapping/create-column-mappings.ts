import { PaymentGatewayError } from '@hangil/core';
import { ownerOf } from '../decision/answer-once.ts';
import { CommitRefused, commitDecision } from '../decision/commit.ts';
import { decisionContext } from '../decision/decision-context.ts';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { Scope } from '../store/records.ts';
import type {
  ColumnMappingAddress,
  ColumnMappings,
  ColumnMappingValue,
  SavedColumnMapping,
} from './column-mappings.ts';

export function createColumnMappings(dependencies: EngineDependencies): ColumnMappings {
  const { store, directory } = dependencies;
  const find = (scope: Scope, address: ColumnMappingAddress) =>
    store.documentByKey('column_mapping', scope, keyOf(address));

  const write = (scope: Scope, mapping: ColumnMappingValue) =>
    commitDecision(dependencies, async () => {
      const known = await find(scope, mapping);
      const value =
        known === null
          ? newMapping(dependencies, scope, mapping)
          : { ...known, version: known.version + 1, value: mapping };
      return { changes: { documents: [value] }, value };
    });

  return {
    find,

    async put(scope, mapping) {
      const channels = directory.merchant(scope.merchantId)?.channels ?? [];
      if (!channels.some(({ providerAccountId }) => providerAccountId === mapping.providerAccountId))
        throw new PaymentGatewayError('invalid_request', {
          param: 'provider_account_id',
          detail: 'There is no such provider account.',
        });
      return write(scope, mapping).catch((error: unknown) => {
        // Somebody saved the name first: now there is one to replace.
        if (error instanceof CommitRefused && error.on === 'document_key') return write(scope, mapping);
        throw error;
      });
    },

    delete: (scope, address) =>
      commitDecision(dependencies, async () => {
        const known = await find(scope, address);
        if (known === null) throw new PaymentGatewayError('not_found');
        const deleted = { ...known, version: known.version + 1, key: null, status: 'deleted' };
        return { changes: { documents: [deleted] }, value: undefined };
      }),
  };
}

function newMapping(dependencies: EngineDependencies, scope: Scope, value: ColumnMappingValue): SavedColumnMapping {
  const { now, ids } = decisionContext(dependencies);
  return {
    kind: 'column_mapping',
    id: ids.next('cmp'),
    version: 1,
    ...ownerOf(scope),
    key: keyOf(value),
    parentId: value.providerAccountId,
    status: 'active',
    createdAt: now,
    value,
  };
}

function keyOf({ providerAccountId, name }: ColumnMappingAddress): string {
  return `${providerAccountId} ${name}`;
}
