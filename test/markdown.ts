/** A heading and what stands below it, up to the next heading of any level. */
export interface Section {
  readonly level: number;
  readonly heading: string;
  readonly body: string;
}

export function sectionsOf(markdown: string): Section[] {
  const parts = markdown.split(/^(#{1,6}) +(.+)$/m).slice(1);
  return Array.from({ length: parts.length / 3 }, (_, at) => ({
    level: parts[at * 3]?.length ?? 0,
    heading: parts[at * 3 + 1] ?? '',
    body: parts[at * 3 + 2] ?? '',
  }));
}

/** The rows of the first table, below its header, as trimmed cells without code marks. */
export function tableRows(markdown: string): string[][] {
  const lines = markdown.split('\n');
  const start = lines.findIndex((line) => line.startsWith('|'));
  if (start === -1) return [];
  const length = lines.slice(start).findIndex((line) => !line.startsWith('|'));
  const table = lines.slice(start, length === -1 ? undefined : start + length);
  return table.slice(2).map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
}

/** The text of every fenced block of a language. */
export function fencedBlocks(markdown: string, language: string): string[] {
  const fence = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm');
  return [...markdown.matchAll(fence)].map(([, text = '']) => text);
}
