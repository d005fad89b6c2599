/** One thing that a reader of the page does, in the order of the page. */
export type Step =
  | { readonly kind: 'file'; readonly path: string; readonly text: string }
  | { readonly kind: 'commands'; readonly text: string };

const fence = /^```(\w+)\n([\s\S]*?)^```$/gm;

/** The fenced blocks of a section: commands where they are `sh`, files otherwise. The paragraph before a file begins with its path. */
export function stepsOf(section: string): Step[] {
  return [...section.matchAll(fence)].map((block) => {
    const [, language, text = ''] = block;
    if (language === 'sh') return { kind: 'commands', text };
    const paragraph = section.slice(0, block.index).trimEnd().split('\n\n').at(-1) ?? '';
    const path = /^`([\w./-]+)`/.exec(paragraph)?.[1];
    if (path === undefined) throw new Error(`no path is told for the block after: ${paragraph}`);
    return { kind: 'file', path, text };
  });
}

/** A script that does every step, files included. */
export function toScript(steps: readonly Step[]): string {
  return steps
    .map((step) =>
      step.kind === 'commands'
        ? step.text
        : `cat > '${step.path}' <<'END_OF_${step.path}'\n${step.text}END_OF_${step.path}\n`,
    )
    .join('\n');
}
