import type { Hono } from 'hono';
import { done } from './envelope.ts';
import type { Guard } from './operations.ts';

/** A contract with a PG in the console. */
export interface ConsoleChannel {
  readonly pgProvider: string;
  readonly pgId: string;
  readonly type: 'payment' | 'api_payment' | 'certification';
  readonly channelKey: string | null;
}

export const consoleChannels: readonly ConsoleChannel[] = [
  { pgProvider: 'kcp', pgId: 'T0000', type: 'payment', channelKey: 'channel-key-test' },
  { pgProvider: 'kakaopay', pgId: 'TC0ONETIME', type: 'payment', channelKey: null },
  { pgProvider: 'danal', pgId: 'A010002002', type: 'certification', channelKey: 'channel-key-danal' },
];

/** What stands in the console. */
export function mountConsole(app: Hono, guard: Guard): void {
  app.get('/users/pg', guard('account_channels'), (context) =>
    done(
      context,
      consoleChannels.map(({ pgProvider, pgId, type, channelKey }) => ({
        pg_provider: pgProvider,
        pg_id: pgId,
        sandbox: true,
        type,
        channel_name: `${pgProvider} (시험)`,
        channel_key: channelKey,
      })),
    ),
  );
}
