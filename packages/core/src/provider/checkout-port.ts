/** What a hosted page of ours needs to know about a provider that shows a window in the shopper's browser. */
export interface CheckoutPort {
  /**
   * Source of a JavaScript function `(action, done) => void` for `browser_sdk` actions. The page has loaded `action.scriptUrl`;
   * the function opens the window with `action.init` and `action.params`, and calls `done` with a plain object when the window
   * ends without having left the page. Written for browsers, without access to anything of ours.
   */
  readonly openWindow: string;
  /** The provider's id of the payment in what the window gave back, its result or the query of the return address. Not proven. */
  returnedPaymentId(result: Readonly<Record<string, unknown>>): string | null;
}
