const pattern = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d(?:\.\d+)?)(Z|[+-]\d\d:?\d\d)$/;

/**
 * Instant of a date as ECommPay writes it, `2019-10-16T09:41:26+0000`; the offset may also be written `+00:00` or `Z`.
 *
 * @returns null for anything else, a date without an offset included
 */
export function parseEcommpayDate(text: string): Date | null {
  const [, day, time, offset] = pattern.exec(text) ?? [];
  if (day === undefined || time === undefined || offset === undefined) return null;
  const date = new Date(`${day}T${time}${offset.replace(/^([+-]\d\d):?(\d\d)$/, '$1:$2')}`);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** The same for requests: whole seconds, offset with colon. */
export function toEcommpayDate(instant: Date): string {
  return `${instant.toISOString().slice(0, 19)}+00:00`;
}
