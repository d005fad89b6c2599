import type { ProviderAccountId } from '@hangil/core';
import type { ColumnMapping } from '@hangil/ledger';
import type { Document } from '../store/document.ts';
import type { Scope } from '../store/records.ts';

/** Where a provider account's files have what, under a name. Its parent is the account, its status `active`, then `deleted`. */
export interface ColumnMappingValue {
  readonly providerAccountId: ProviderAccountId;
  /** `default` is used for files that name none. */
  readonly name: string;
  readonly columns: ColumnMapping;
}

export type SavedColumnMapping = Document<'column_mapping'>;

export interface ColumnMappingAddress {
  readonly providerAccountId: ProviderAccountId;
  readonly name: string;
}

export interface ColumnMappings {
  /** Saves it, or puts it in the place of the one with this name. @throws invalid_request for an unknown provider account */
  put(scope: Scope, mapping: ColumnMappingValue): Promise<SavedColumnMapping>;
  /** @throws not_found */
  delete(scope: Scope, address: ColumnMappingAddress): Promise<void>;
  find(scope: Scope, address: ColumnMappingAddress): Promise<SavedColumnMapping | null>;
}
