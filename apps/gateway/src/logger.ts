import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';

/** A second net: nothing of this is handed to the logger in the first place. */
const secretNames = [
  'authorization',
  'card_number',
  'cardNumber',
  'expiry',
  'birth_or_business_number',
  'birthOrBusinessNumber',
  'password_2digits',
  'password2Digits',
  'account_number',
  'accountNumber',
  'secret',
  'credentials',
  'apiKey',
  'body',
  'headers',
];

/**
 * One JSON object per line.
 *
 * @param traceIdNow - of the work that runs; left out where nobody follows it
 */
export function createLogger(level: string, destination?: DestinationStream, traceIdNow?: () => string | null): Logger {
  const options = {
    level,
    base: null,
    ...(traceIdNow !== undefined && { mixin: () => traceFacts(traceIdNow()) }),
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: describeError },
    redact: { paths: secretNames.flatMap((name) => [name, `*.${name}`]), censor: '[hidden]' },
  };
  return pino(options, destination ?? pino.destination({ dest: 1, sync: false }));
}

function traceFacts(traceId: string | null): object {
  return traceId === null ? {} : { trace_id: traceId };
}

/** Kind, first line and stack. Further lines of a message are left out: database errors list the values of the statement there. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const [message = ''] = error.message.split('\n', 1);
  return {
    type: error.name,
    ...('code' in error && { code: String(error.code) }),
    message,
    stack: error.stack?.split('\n').filter((line) => /^\s+at /.test(line)),
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  };
}
