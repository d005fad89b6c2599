/** What was opened, to be closed in reverse order. */
export interface Shutdown {
  onClose(close: () => Promise<void>): void;
  isClosing(): boolean;
  /** Closes one after the other, last opened first. Calling it again waits for the same end. */
  close(): Promise<void>;
}

export function createShutdown(): Shutdown {
  const closers: (() => Promise<void>)[] = [];
  let closed: Promise<void> | undefined;

  async function closeAll(): Promise<void> {
    for (const close of closers.reverse()) await close();
  }

  return {
    onClose: (close) => void closers.push(close),
    isClosing: () => closed !== undefined,
    close() {
      closed ??= closeAll();
      return closed;
    },
  };
}
