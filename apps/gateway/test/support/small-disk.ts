import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** A disk of a few megabytes that really gets full, at a folder that only gateways started here see as such. */
export interface SmallDisk {
  /** Runs a line of shell where the disk is seen. @returns what it wrote */
  run(line: string): Promise<string>;
  /** Starts a gateway there. @returns its address */
  start(variables: Readonly<Record<string, string>>): Promise<string>;
  /** Starts a gateway that is expected to end by itself. */
  startInVain(
    variables: Readonly<Record<string, string>>,
  ): Promise<{ readonly code: number; readonly problems: string }>;
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** @param beside - a folder outside of the disk, for what gateways write on their outputs */
export async function openSmallDisk(folder: string, beside: string, sizeKilobytes: number): Promise<SmallDisk> {
  const namespaces = process.geteuid?.() === 0 ? ['--mount'] : ['--user', '--map-root-user', '--mount'];
  const shell = spawn('unshare', [...namespaces, 'sh'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => shell.once('exit', resolve));
  const lines = createInterface({ input: shell.stdout })[Symbol.asyncIterator]();

  async function run(line: string): Promise<string> {
    shell.stdin.write(`${line}\necho "@@$?"\n`);
    const written: string[] = [];
    for (;;) {
      const { value, done } = await lines.next();
      if (done) throw new Error('This test mounts a small disk: run it as root, or where user namespaces are allowed.');
      if (!value.startsWith('@@')) written.push(value);
      else if (value === '@@0') return written.join('\n');
      else throw new Error(`${line} ended with ${value.slice(2)}: ${written.join('\n')}`);
    }
  }

  const output = join(beside, 'output');
  const errors = join(beside, 'errors');
  function launch(variables: Readonly<Record<string, string>>): Promise<string> {
    const given = Object.entries({ PORT: '0', ...variables }).map(([name, value]) => `${name}='${value}'`);
    const node = `'${process.execPath}' --conditions=@hangil/source --import tsx '${main}'`;
    // The shell empties the file when it gets to it, and until then the address of the gateway before stands there.
    writeFileSync(output, '');
    return run(`${given.join(' ')} ${node} >'${output}' 2>'${errors}' & gateway=$!`);
  }

  await run(`mount -t tmpfs -o size=${sizeKilobytes}k tmpfs '${folder}'`);
  return {
    run,
    async start(variables) {
      await launch(variables);
      const address = () => /"url":"([^"]+)"/.exec(readFileSync(output, 'utf8'))?.[1];
      await expect.poll(address, { timeout: 20_000 }).toBeDefined();
      return address() as string;
    },
    async startInVain(variables) {
      await launch(variables);
      const code = await run('wait $gateway; echo $?');
      return { code: Number(code), problems: readFileSync(errors, 'utf8') };
    },
    kill: async () => void (await run('kill -9 $gateway; wait $gateway 2>/dev/null || true')),
    async close() {
      shell.stdin.end('kill -9 $gateway 2>/dev/null; exit 0\n');
      await ended;
    },
  };
}
