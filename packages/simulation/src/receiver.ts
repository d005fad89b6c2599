import { secondMs } from '@hangil/core';
import type { WebhookAnswer, WebhookMessage } from '@hangil/engine';
import type { Passage } from './provider/line.ts';
import type { World } from './world.ts';

/** A webhook that the merchant's server has taken, at the time when it took it first. */
export interface Taken {
  readonly eventId: string;
  readonly type: string;
  readonly subjectId: string;
  readonly sequence: number;
}

/** A merchant's server: takes webhooks, and is sometimes down, slow, or cut off before its answer arrives. */
export interface Receiver {
  /** In the order of first taking. */
  readonly taken: readonly Taken[];
  receive(message: WebhookMessage, process: Passage): Promise<WebhookAnswer>;
}

export function createReceiver(world: World, name: string): Receiver {
  const { scheduler, faults } = world;
  const random = world.random('receiver', name);
  const taken: Taken[] = [];
  const known = new Set<string>();

  function take({ id, type, subjectId, sequence }: WebhookMessage['event']): void {
    if (known.has(id)) {
      world.mark('webhook delivered twice');
      return;
    }
    known.add(id);
    taken.push({ eventId: id, type, subjectId, sequence });
  }

  async function answer(event: WebhookMessage['event']): Promise<WebhookAnswer> {
    await scheduler.sleep(random.between(5, 400));
    if (faults.happens('receiver fails', 0.08)) {
      const retryAfterMs = random.chance(0.3) ? random.between(1, 90) * secondMs : null;
      return { kind: 'answered', status: random.pick([302, 429, 500, 503]), excerpt: '', retryAfterMs };
    }
    if (faults.happens('receiver unreachable', 0.04)) return { kind: 'unanswered', problem: 'ECONNREFUSED' };
    take(event);
    if (!faults.happens('receiver answer lost', 0.05))
      return { kind: 'answered', status: 200, excerpt: 'ok', retryAfterMs: null };
    await scheduler.sleep(15 * secondMs);
    return { kind: 'unanswered', problem: 'timeout' };
  }

  return {
    taken,
    async receive({ event }, process) {
      await process.pass('send webhook:before');
      const answered = await answer(event);
      await process.pass('send webhook:after');
      return answered;
    },
  };
}
