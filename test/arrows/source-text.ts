/** Strings (kept) or comments (dropped). A regular expression, not a parser: good for code that a formatter has laid out. */
const stringOrComment = /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;

export function withoutComments(code: string): string {
  return code.replace(stringOrComment, (_, text: string | undefined) => text ?? '');
}

const importForms = [
  /^\s*(?:import|export)\s[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/gm,
  /^\s*import\s*['"]([^'"]+)['"]/gm,
  /\bimport\(\s*['"`]([^'"`$]+)/g,
  /\b(?:import\.meta|require|createRequire\([^)]*\))\.resolve\(\s*['"`]([^'"`$]+)/g,
];

/** Everything a TypeScript file imports: static, re-exported, for its effect, dynamic, or only resolved to a path. */
export function importsOf(code: string): string[] {
  const text = withoutComments(code);
  const found = importForms.flatMap((form) => [...text.matchAll(form)].map(([, specifier = '']) => specifier));
  return [...new Set(found)];
}

export function isRelative(specifier: string): boolean {
  return specifier.startsWith('.');
}

/** `hono` for `hono/html`, `@hangil/engine` for `@hangil/engine/memory-store`; null for relative paths and Node's own. */
export function packageName(specifier: string): string | null {
  if (isRelative(specifier) || specifier.startsWith('node:')) return null;
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
