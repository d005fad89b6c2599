/** Runs `act` and gives everything that was written to the console, to standard output and to standard error meanwhile. */
export async function outputOf(act: () => Promise<void>): Promise<string[]> {
  const written: string[] = [];
  const streams = [process.stdout, process.stderr];
  const writes = streams.map((stream) => stream.write);
  const consoles = {
    log: console.log,
    info: console.info,
    warn: console.warn,
    error: console.error,
    debug: console.debug,
  };
  const keep = (...given: unknown[]) => void written.push(given.map(textOf).join(' '));
  for (const stream of streams) {
    stream.write = (chunk: unknown) => {
      keep(chunk);
      return true;
    };
  }
  Object.assign(console, { log: keep, info: keep, warn: keep, error: keep, debug: keep });
  try {
    await act();
  } finally {
    Object.assign(console, consoles);
    for (const [index, stream] of streams.entries()) stream.write = writes[index] ?? stream.write;
  }
  return written;
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Uint8Array) return Buffer.from(value).toString();
  return value instanceof Error ? `${value.message} ${value.stack}` : (JSON.stringify(value) ?? String(value));
}
