/** One leaf of a payload: the keys that lead to it, and its value as it is signed. */
export interface SignedEntry {
  readonly keys: readonly string[];
  readonly value: string;
}

/** Keys that never take part, at any depth. */
const unsignedKeys: ReadonlySet<string> = new Set(['signature', 'frame_mode']);

/** Walks a payload to its leaves. Lists use their index as key; empty lists and objects leave nothing behind. */
export function toSignedEntries(payload: unknown): SignedEntry[] {
  const entries: SignedEntry[] = [];
  collect(payload, [], entries);
  return entries;
}

function collect(node: unknown, keys: readonly string[], entries: SignedEntry[]): void {
  if (typeof node === 'object' && node !== null) {
    for (const [key, child] of Object.entries(node)) {
      if (!unsignedKeys.has(key)) collect(child, [...keys, key], entries);
    }
  } else if (node !== undefined) {
    entries.push({ keys, value: toValueText(node) });
  }
}

function toValueText(value: unknown): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? '1' : '0';
  return String(value);
}
