import { describe, expect, test, vi } from 'vitest';
import { errorCatalogue } from './error-catalogue.ts';
import { PaymentGatewayError, ProviderSettingsError } from './payment-gateway-error.ts';

describe('PaymentGatewayError', () => {
  test('carries code, retry class and context, and says the detail', () => {
    const context = { detail: '60 was asked for, 40 can be refunded.', param: 'amount', extra: { refundable: 40 } };
    const error = new PaymentGatewayError('refundable_amount_exceeded', context);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: 'PaymentGatewayError', code: 'refundable_amount_exceeded', context });
    expect(error.message).toBe(context.detail);
    expect(error.retry).toBe('never');
  });

  test('says the title of its code when there is no detail', () => {
    expect(new PaymentGatewayError('not_found').message).toBe(errorCatalogue.not_found.title);
  });

  test('is recognised when it was made by another copy of the package', async () => {
    vi.resetModules();
    const copy = await import('./payment-gateway-error.ts');
    expect(copy.PaymentGatewayError).not.toBe(PaymentGatewayError);
    const foreign: unknown = new copy.PaymentGatewayError('state_conflict');
    expect(foreign).not.toBeInstanceOf(PaymentGatewayError);
    expect(PaymentGatewayError.isInstance(foreign)).toBe(true);
  });

  test.each([
    new Error('state_conflict'),
    new ProviderSettingsError('credentials', 'missing'),
    { code: 'state_conflict', retry: 'never', context: {} },
    'state_conflict',
    null,
    undefined,
  ])('is not seen in %o', (value) => {
    expect(PaymentGatewayError.isInstance(value)).toBe(false);
  });
});

test('a settings error names the place and what is wrong there', () => {
  const error = new ProviderSettingsError('credentials.imp_key', 'is missing');
  expect(error).toMatchObject({ name: 'ProviderSettingsError', path: 'credentials.imp_key' });
  expect(error.message).toBe('credentials.imp_key: is missing');
});
