import type { Logger } from 'pino';
import type { TracingSettings } from '../configuration/tracing-settings.ts';
import type { Tracing } from './tracing.ts';

/** The library is loaded only where traces are asked for: without, it costs neither memory nor time. */
export async function startTracing(settings: TracingSettings | null, logger: Logger): Promise<Tracing | null> {
  if (settings === null) return null;
  const { startOpenTelemetry } = await import('./open-telemetry.ts');
  return startOpenTelemetry(settings, logger);
}
