export type ControlErrorStatus = 400 | 404 | 409 | 413;

/** A request the control API refuses; the message is for the person who sent it. */
export class ControlError extends Error {
  readonly status: ControlErrorStatus;
  readonly code: string;

  constructor(status: ControlErrorStatus, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}
