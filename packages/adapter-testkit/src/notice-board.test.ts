import { describe, expect, it, onTestFinished } from 'vitest';
import { createNoticeBoard, type Notice, serveApp } from './index.ts';

async function receiver(status = 200) {
  const received: string[] = [];
  const served = await serveApp({
    async fetch(request) {
      received.push(`${request.headers.get('content-type')} ${await request.text()}`);
      return new Response(null, { status });
    },
  });
  onTestFinished(() => served.close());
  const notice = (body: string): Notice => ({
    url: `${served.url}/hook`,
    headers: { 'content-type': 'text/plain' },
    body,
    reference: 'op1',
  });
  return { received, notice, close: served.close };
}

describe('a notice board', () => {
  it('sends a notice over HTTP and remembers the answer', async () => {
    const { received, notice } = await receiver(403);
    const board = createNoticeBoard();
    await board.post(notice('paid'));
    expect(received).toEqual(['text/plain paid']);
    expect(board.sent()).toEqual([{ ...notice('paid'), answeredWith: 403 }]);
  });

  it('remembers that nobody answered', async () => {
    const { notice, close } = await receiver();
    await close();
    const board = createNoticeBoard();
    await board.post(notice('paid'));
    expect(board.sent()).toMatchObject([{ answeredWith: null }]);
  });

  it('sends every notice as often as told', async () => {
    const { received, notice } = await receiver();
    const board = createNoticeBoard();
    board.repeat(3);
    await board.post(notice('paid'));
    expect(received).toHaveLength(3);
  });

  it('sends nothing while muted', async () => {
    const { received, notice } = await receiver();
    const board = createNoticeBoard();
    board.mute(true);
    await board.post(notice('lost'));
    board.mute(false);
    await board.post(notice('paid'));
    expect(received).toEqual(['text/plain paid']);
  });

  it('keeps notices back and sends them in the order told, some twice, some never', async () => {
    const { received, notice } = await receiver();
    const board = createNoticeBoard();
    board.hold();
    for (const body of ['first', 'second', 'third']) await board.post(notice(body));
    expect(board.held()).toHaveLength(3);
    expect(received).toEqual([]);

    expect(await board.release([2, 0, 2])).toHaveLength(3);
    expect(received).toEqual(['text/plain third', 'text/plain first', 'text/plain third']);
    await board.post(notice('fourth'));
    expect(received).toHaveLength(4);
  });

  it('sends what it kept back as it came when no order is told', async () => {
    const { received, notice } = await receiver();
    const board = createNoticeBoard();
    board.hold();
    for (const body of ['first', 'second']) await board.post(notice(body));
    await board.release();
    expect(received).toEqual(['text/plain first', 'text/plain second']);
  });

  it('refuses to send a notice that it does not hold', async () => {
    const board = createNoticeBoard();
    board.hold();
    await expect(board.release([0])).rejects.toThrow('no held notice 0');
  });
});
