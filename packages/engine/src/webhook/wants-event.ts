import type { OutgoingEvent } from '../store/records.ts';
import type { WebhookEndpoint } from '../store/webhook-records.ts';

/** Sent to one endpoint because somebody asked for it; no other endpoint gets it, and no filter holds it back. */
export const testEventType = 'webhook_endpoint.test';

export function wantsEvent(
  { id, events }: Pick<WebhookEndpoint, 'id' | 'events'>,
  { type, subjectId }: Pick<OutgoingEvent, 'type' | 'subjectId'>,
): boolean {
  if (type === testEventType) return subjectId === id;
  return events.some((wanted) => wanted === '*' || wanted === type || isGroupOf(wanted, type));
}

/** `payment.*` */
function isGroupOf(wanted: string, type: string): boolean {
  return wanted.endsWith('.*') && type.startsWith(wanted.slice(0, -1));
}
