import type { z } from 'zod';

/** Something wrong at one place of a document. Says what is expected, never what stands there: it may be a secret. */
export interface ProblemInFile {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

export function toProblems(issues: readonly z.core.$ZodIssue[], parent: readonly PropertyKey[] = []): ProblemInFile[] {
  return issues.flatMap((issue) => {
    const path = [...parent, ...issue.path];
    if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
    return issue.keys.map((key) => ({ path: [...path, key], message: 'unknown key' }));
  });
}

/** `merchants[0].api_keys[0].secret` */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');
}
