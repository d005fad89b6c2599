/** Where a command writes: results to `out`, progress to `status`. */
export interface CommandIo {
  out(text: string): Promise<void>;
  status(text: string): void;
}

/** Waits when the reader of a pipe is slow, so that a long export stays small in memory. */
export const processIo: CommandIo = {
  out: (text) =>
    new Promise((resolve) => {
      if (process.stdout.write(text)) resolve();
      else process.stdout.once('drain', resolve);
    }),
  status: (text) => void process.stderr.write(`${text}\n`),
};
