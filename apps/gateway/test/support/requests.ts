let orders = 0;

/** An order id that no other test of this file uses. */
export function newOrderId(): string {
  orders += 1;
  return `ORDER-${orders}`;
}

export function windowPayment(overrides: object = {}) {
  return {
    order_id: newOrderId(),
    order_name: 'Blue T-shirt',
    amount: 10_000,
    currency: 'KRW',
    method: { type: 'card' },
    ...overrides,
  };
}

/** Charged at once, without a shopper. The card number is the schemes' public test number. */
export const keyInMethod = {
  type: 'key_in',
  card_number: '4111-1111-1111-1111',
  expiry: '2030-12',
  birth_or_business_number: '850314',
  password_2digits: '07',
};

export function keyInPayment(overrides: object = {}) {
  return windowPayment({ method: keyInMethod, ...overrides });
}

export const customer = {
  id: '21',
  first_name: 'Kon',
  last_name: 'Do',
  email: 'do@example.com',
  phone: '01012345678',
  ip_address: '198.51.100.7',
};

export function bankPayout(overrides: object = {}) {
  return {
    reference: newOrderId(),
    amount: 20_000,
    currency: 'KRW',
    method: { type: 'bank_transfer' },
    destination: { bank_code: '004', account_number: '123-456-789012', holder_name: '홍길동' },
    customer,
    ...overrides,
  };
}
