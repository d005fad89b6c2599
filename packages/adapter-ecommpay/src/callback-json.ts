/** A JSON value whose long integers are kept as the digits they were written with. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** Deeper nesting than any payload known, and shallow enough for every later walk. */
const maxDepth = 64;

/** Integers up to here are exact as numbers whatever their digits are. */
const exactDigits = 15;

const tokens = {
  space: /[ \t\n\r]*/y,
  string: /"[^"\\]*(?:\\[\s\S][^"\\]*)*"/y,
  number: /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y,
  word: /true|false|null/y,
  mark: /[{}[\],:]/y,
};

/**
 * Reads JSON as a signature needs it: nothing is lost or revived, so the text that was signed can be built again.
 * Integers of more than 15 digits become their source text, because a number would round them.
 *
 * @returns undefined for anything that is no JSON in UTF-8, names a key twice or `__proto__`, or nests deeper than 64 levels
 */
export function parseCallbackJson(body: Uint8Array): JsonValue | undefined {
  try {
    return readDocument(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

function readDocument(source: string): JsonValue {
  let position = 0;
  const value = readValue(0);
  take(tokens.space);
  if (position !== source.length) throw new SyntaxError('text behind the document');
  return value;

  function take(token: RegExp): string | null {
    token.lastIndex = position;
    const text = token.exec(source)?.[0] ?? null;
    position += text?.length ?? 0;
    return text;
  }

  function takeMark(...expected: readonly string[]): string {
    take(tokens.space);
    const mark = take(tokens.mark);
    if (mark === null || !expected.includes(mark)) throw new SyntaxError(`expected ${expected.join(' or ')}`);
    return mark;
  }

  function readValue(depth: number): JsonValue {
    if (depth > maxDepth) throw new SyntaxError('nested too deep');
    take(tokens.space);
    if (source[position] === '{') return readObject(depth);
    if (source[position] === '[') return readList(depth);
    const number = take(tokens.number);
    if (number !== null) return toNumber(number);
    return JSON.parse(take(tokens.string) ?? take(tokens.word) ?? '') as JsonValue;
  }

  function readObject(depth: number): JsonValue {
    const members: Record<string, JsonValue> = {};
    takeMark('{');
    if (isNext('}')) return members;
    do {
      take(tokens.space);
      const key = JSON.parse(take(tokens.string) ?? '') as string;
      if (key === '__proto__' || Object.hasOwn(members, key)) throw new SyntaxError('refused key');
      takeMark(':');
      members[key] = readValue(depth + 1);
    } while (takeMark(',', '}') === ',');
    return members;
  }

  function readList(depth: number): JsonValue {
    const items: JsonValue[] = [];
    takeMark('[');
    if (isNext(']')) return items;
    do items.push(readValue(depth + 1));
    while (takeMark(',', ']') === ',');
    return items;
  }

  /** Steps over the closing mark of something empty. */
  function isNext(mark: string): boolean {
    take(tokens.space);
    if (source[position] !== mark) return false;
    position += 1;
    return true;
  }
}

function toNumber(source: string): number | string {
  if (/^-?\d+$/.test(source) && source.length > exactDigits) return source;
  const value = Number(source);
  if (value === 0) return 0;
  return Number.isFinite(value) ? value : source;
}
