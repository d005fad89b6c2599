import { type ProviderAnswer, parseJsonAnswer, parseWith } from '@hangil/adapter-kit';
import type { z } from 'zod';
import { withoutCardNumbers } from '../card-data.ts';
import { type Envelope, envelopeSchema } from '../wire/envelope.schema.ts';
import type { IamportOutcome, Refused } from './outcome.ts';

/**
 * Opens the envelope. A 5xx is uncertain whatever its body says: the provider may have acted before it failed. Everything that
 * cannot be read is uncertain, too.
 */
export function readAnswer<Value>(answer: ProviderAnswer, schema: z.ZodType<Value>): IamportOutcome<Value> {
  const { status } = answer;
  const understood = (status >= 200 && status < 300) || (status >= 400 && status < 500);
  if (!understood) return { kind: 'uncertain', cause: `http ${status}` };
  const envelope = parseJsonAnswer(answer, envelopeSchema);
  if (!envelope.ok) return { kind: 'uncertain', cause: `http ${status}, ${envelope.problem}` };
  if (status >= 400 || envelope.value.code !== 0) return refusedWith(status, envelope.value);
  const response = parseWith(envelope.value.response, schema);
  const partly = status === 207 ? ({ partly: true } as const) : {};
  return response.ok
    ? { kind: 'done', value: response.value, ...partly }
    : { kind: 'uncertain', cause: response.problem };
}

function refusedWith(httpStatus: number, { code, message }: Envelope): Refused {
  return {
    kind: 'refused',
    httpStatus,
    provider: { code: String(code), message: message === null ? null : withoutCardNumbers(message) },
  };
}
