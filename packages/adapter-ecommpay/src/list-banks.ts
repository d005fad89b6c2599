import { parseJsonAnswer } from '@hangil/adapter-kit';
import { type BankListPort, type ProviderBank, unknown } from '@hangil/core';
import type { EcommpayClient } from './ecommpay-client.ts';
import type { EcommpaySettings } from './ecommpay-settings.ts';
import { banks } from './tables/banks.ts';
import { bankListSchema } from './wire/bank-list.schema.ts';

const pathWord = { payment: 'sale', payout: 'payout' } as const;

/** The documentation wants an amount and a payment id, and allows an invented one. */
const amountMinor = 10_000;

/** Banks of the project as the platform lists them; the answer is not signed. KFTC codes are ours, from the shipped table. */
export function makeBankList({ clock, bankIds }: EcommpaySettings, client: EcommpayClient): BankListPort {
  const known = banks.map((bank) => ({ ...bank, id: bankIds.get(bank.kftcCode ?? '') ?? bank.id }));
  return {
    shipped: known.map(({ id, name, kftcCode }) => ({ providerBankId: String(id), name, bankCode: kftcCode })),
    async fetch({ operation }, { signal }) {
      const outcome = await client.post({
        path: `/v2/info/banks/korea/${pathWord[operation]}/list`,
        general: { payment_id: `banks${clock.now().getTime()}` },
        body: { payment: { amount: amountMinor, currency: 'KRW' } },
        signal,
      });
      if (outcome.kind !== 'answered') return unknown(outcome.cause);
      if (outcome.status !== 200) return unknown(`http ${outcome.status}`);
      const parsed = parseJsonAnswer(outcome, bankListSchema);
      return parsed.ok ? { kind: 'banks', banks: parsed.value.map(toBank) } : unknown(parsed.problem);
    },
  };

  function toBank({ id, name }: { readonly id: string; readonly name: string }): ProviderBank {
    const byId = known.find((bank) => String(bank.id) === id);
    const byName = known.find((bank) => bank.name.toLowerCase() === name.trim().toLowerCase());
    return { providerBankId: id, name, bankCode: (byId ?? byName)?.kftcCode ?? null };
  }
}
