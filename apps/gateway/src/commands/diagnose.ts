import type { Finding } from '../doctor/finding.ts';
import { machineProbes } from '../doctor/probes.ts';
import { runDoctor } from '../doctor/run-doctor.ts';
import type { CommandIo } from './command-io.ts';
import { readWords } from './command-words.ts';

/** Says what is wrong with this installation and what to do about it. */
export async function diagnose(words: readonly string[], io: CommandIo): Promise<number> {
  const { values } = readWords(words, { json: 'boolean' }, []);
  const findings = await runDoctor(process.env, machineProbes, io.status);
  const isWell = findings.every(({ status }) => status !== 'failed');
  await io.out(
    values.json === true ? `${JSON.stringify({ ok: isWell, findings }, null, 2)}\n` : findings.map(toText).join(''),
  );
  return isWell ? 0 : 1;
}

const signs = { ok: 'ok     ', failed: 'FAILED ', skipped: '-      ' } as const;

function toText({ check, subject, status, message, fix }: Finding): string {
  const about = subject === null ? check : `${check} ${subject}`;
  const line = `${signs[status]} ${about}: ${message}\n`;
  return fix === null ? line : `${line}          ${fix}\n`;
}
