import { describe, expect, test, vi } from 'vitest';
import { withDeadline } from './deadline.ts';

const untilAborted = (signal: AbortSignal) =>
  new Promise<string>((resolve) => {
    if (signal.aborted) resolve('aborted');
    signal.addEventListener('abort', () => resolve('aborted'));
  });

describe('a deadline', () => {
  test('aborts work that takes longer', async () => {
    expect(await withDeadline(1, undefined, untilAborted)).toBe('aborted');
  });

  test('passes on the wish of the caller, also one that came before', async () => {
    const controller = new AbortController();
    const waiting = withDeadline(60_000, controller.signal, untilAborted);
    controller.abort();
    expect(await waiting).toBe('aborted');
    expect(await withDeadline(60_000, controller.signal, untilAborted)).toBe('aborted');
  });

  test('leaves no timer behind, whether the work succeeds or fails', async () => {
    vi.useFakeTimers();
    expect(await withDeadline(60_000, undefined, async () => 'done')).toBe('done');
    await expect(withDeadline(60_000, undefined, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });
});
