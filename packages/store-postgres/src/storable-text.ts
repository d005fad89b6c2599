const replacement = '\ufffd';

/** Of ES2024, which every Node that is supported has. */
interface Text {
  isWellFormed(): boolean;
  toWellFormed(): string;
}

/**
 * PostgreSQL keeps no NUL in a text, and UTF-8 has no half of a surrogate pair: both become U+FFFD, in what is written and in what is
 * looked for. Texts of merchants have neither; a provider or a path may.
 */
export function storable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(storable);
  if (typeof value !== 'string') return value;
  const text = value as string & Text;
  return text.isWellFormed() && !text.includes('\0') ? text : text.toWellFormed().replaceAll('\0', replacement);
}
