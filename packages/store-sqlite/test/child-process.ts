import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The command line that runs a script of test/children from its source. */
export function childCommand(script: string, path: string): readonly [string, ...string[]] {
  const file = fileURLToPath(new URL(`children/${script}`, import.meta.url));
  return [process.execPath, '--conditions=@hangil/source', '--import', 'tsx', file, path];
}

export function startChild([command, ...args]: readonly [string, ...string[]]): ChildProcessWithoutNullStreams {
  const child = spawn(command, args, { cwd: root });
  child.stderr.pipe(process.stderr);
  return child;
}

/** Reads lines until `enough` have come, then kills the child without warning. @returns every line it had printed */
export async function killAfterLines(child: ChildProcessWithoutNullStreams, enough: number): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (lines.length === enough) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return lines;
}
