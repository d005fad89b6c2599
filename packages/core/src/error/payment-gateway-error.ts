import type { ProviderWords, Retry } from '../provider/failure.ts';
import { type ErrorCode, errorCatalogue } from './error-catalogue.ts';

const marker = Symbol.for('hangil.payment-gateway-error');

export interface ErrorContext {
  /** Sentence for the developer: what was wrong, with numbers. No secrets, no personal data. */
  readonly detail?: string;
  /** Path of the offending parameter, `method.bank_code`. */
  readonly param?: string;
  readonly provider?: ProviderWords & { readonly name: string };
  /** Facts the caller can act on, merged into the problem document: `refundable`, `alternatives`. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** An error with a code of the catalogue. Recognise it with `isInstance`, also across separately installed packages. */
export class PaymentGatewayError extends Error {
  readonly [marker] = true;
  readonly code: ErrorCode;
  readonly retry: Retry;
  readonly context: ErrorContext;

  constructor(code: ErrorCode, context: ErrorContext = {}) {
    super(context.detail ?? errorCatalogue[code].title);
    this.name = 'PaymentGatewayError';
    this.code = code;
    this.retry = errorCatalogue[code].retry;
    this.context = context;
  }

  static isInstance(value: unknown): value is PaymentGatewayError {
    return typeof value === 'object' && value !== null && marker in value;
  }
}

/** A setting of a provider account is wrong or missing. Raised while starting, never while paying. */
export class ProviderSettingsError extends Error {
  /** Path below the provider account, `credentials.imp_key`. */
  readonly path: string;

  constructor(path: string, problem: string) {
    super(`${path}: ${problem}`);
    this.name = 'ProviderSettingsError';
    this.path = path;
  }
}
