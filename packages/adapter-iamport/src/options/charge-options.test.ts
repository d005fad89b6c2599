import { describe, expect, it } from 'vitest';
import { chargeOptionFields, keyInOptionsSchema } from './charge-options.ts';

describe('chargeOptionFields', () => {
  it('gives 3-D Secure its wire names, and raw parameters and own data as JSON text', () => {
    const options = keyInOptionsSchema.parse({
      secure_3d: { charge_id: 'ch_1', token: 'tok_1' },
      bypass: { nice: { a: 1 } },
      custom_data: { shelf: 7 },
      card_quota: 3,
    });
    expect(chargeOptionFields(options)).toEqual({
      secure_3d_charge_id: 'ch_1',
      secure_3d_token: 'tok_1',
      bypass: '{"nice":{"a":1}}',
      custom_data: '{"shelf":7}',
      card_quota: 3,
    });
  });

  it('puts the day of use where Naver Pay looks for it', () => {
    expect(chargeOptionFields({ naver_use_confirmation_date: '20261201' })).toEqual({
      extra: { naverUseCfm: '20261201' },
    });
  });

  it('is nothing for no options', () => {
    expect(chargeOptionFields({})).toEqual({});
  });
});
