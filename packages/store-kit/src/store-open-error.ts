/** The database cannot be used. The message is one sentence for the person who starts the gateway: what is wrong, what to do. */
export class StoreOpenError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreOpenError';
  }
}
