/** A sentence in both languages. */
export interface BilingualText {
  readonly ko: string;
  readonly en: string;
}

/** What the shopper (or the merchant's page) must do next. */
export type NextAction =
  | {
      readonly type: 'browser_sdk';
      readonly sdk: string;
      readonly scriptUrl: string;
      /** Function of the script to call with `params`, for example `Window.open`. */
      readonly call: string;
      readonly init: Readonly<Record<string, unknown>>;
      readonly params: Readonly<Record<string, unknown>>;
    }
  | {
      readonly type: 'redirect';
      readonly url: string;
      readonly method: 'GET' | 'POST';
      /** Sent verbatim, as form fields when the method is POST. */
      readonly fields: Readonly<Record<string, string | number>>;
    }
  | {
      readonly type: 'display_bank_instructions';
      readonly bankName: string;
      readonly accountNumber: string;
      readonly accountHolder: string;
      readonly amountMinor: number;
      readonly currency: string;
      readonly timeoutSeconds: number;
      readonly deadlineAt: Date;
      readonly messages: { readonly instructions: BilingualText; readonly timeout: BilingualText };
    }
  | {
      readonly type: 'display_virtual_account';
      readonly bankCode: string | null;
      readonly bankName: string | null;
      readonly accountNumber: string;
      readonly holderName: string | null;
      readonly dueAt: Date | null;
    }
  | {
      readonly type: 'provide_information';
      readonly fields: readonly { readonly path: string; readonly labelKo: string; readonly labelEn: string }[];
      readonly message: BilingualText;
      readonly deadlineAt: Date | null;
    }
  | { readonly type: 'wait'; readonly until: Date | null };
