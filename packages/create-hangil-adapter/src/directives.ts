/**
 * Templates are real files that compile, pass the suite and offer everything. Directives in comments take away what an adapter does
 * not have:
 *
 * - `// @if refunds` … `// @end`: kept with the feature;
 * - `code // @only refunds`: a line that is kept with it, `code // @only refunds, else: other` with its replacement;
 * - `// @add hint: code`: a line that stands only in the result;
 * - `code // @value currencies`: a line that is replaced by what was answered.
 */
export interface Choices {
  readonly features: Readonly<Record<string, boolean>>;
  readonly lines: Readonly<Record<string, string>>;
}

const directive = /^(?<code>.*?)(?:\/\/|#|<!--) @(?<word>if|end|only|add|value)\b ?(?<rest>.*?)(?: -->)?$/;

/** @throws Error for a directive that cannot be understood, so that a wrong template is noticed */
export function applyDirectives(text: string, choices: Choices): string {
  const open: boolean[] = [];
  const kept = text.split('\n').flatMap((line) => {
    const { code = '', word, rest = '' } = directive.exec(line)?.groups ?? {};
    if (word === 'if') open.push(has(choices, rest));
    else if (word === 'end' && open.pop() === undefined) throw new Error('@end without @if');
    if (word === 'if' || word === 'end' || open.includes(false)) return [];
    return word === undefined ? [line] : lineFor({ code, word, rest }, choices);
  });
  if (open.length > 0) throw new Error('@if without @end');
  return kept.join('\n');
}

interface Directive {
  readonly code: string;
  readonly word: string;
  readonly rest: string;
}

function lineFor({ code, word, rest }: Directive, choices: Choices): string[] {
  const indent = /^\s*/.exec(code)?.[0] ?? '';
  if (word === 'value') {
    const line = choices.lines[rest];
    if (line === undefined) throw new Error(`no line is known for @value ${rest}`);
    return [indent + line];
  }
  const [, feature = '', , other] = /^(\w+)(, else)?(?:: (.*))?$/.exec(rest) ?? [];
  if (word === 'add') return has(choices, feature) ? [indent + other] : [];
  if (has(choices, feature)) return [code.trimEnd()];
  return other === undefined ? [] : [indent + other];
}

function has({ features }: Choices, feature: string): boolean {
  const chosen = features[feature];
  if (chosen === undefined) throw new Error(`no feature is called ${feature}`);
  return chosen;
}
