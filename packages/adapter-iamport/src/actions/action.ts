import type { PaymentActionDescription } from '@hangil/core';
import type { z } from 'zod';
import type { IamportRequest } from '../client/client.ts';

/** What an action may name in its request. */
export interface ActionSubject {
  readonly impUid: string;
  readonly merchantUid: string;
  readonly channelKey: string;
}

/** One action, as the table lists it. */
export interface IamportAction extends PaymentActionDescription {
  /** What has to be known of the payment; everything else is in the input. */
  readonly needs: readonly (keyof ActionSubject)[];
  readonly inputSchema: z.ZodType<Record<string, unknown>>;
  /** Reads what may be shown and kept of the answer. */
  readonly resultSchema: z.ZodType<unknown>;
  toRequest(input: Record<string, unknown>, subject: ActionSubject): IamportRequest;
}

type Draft<Input extends Record<string, unknown>> = Omit<IamportAction, 'inputSchema' | 'toRequest'> & {
  readonly inputSchema: z.ZodType<Input>;
  toRequest(input: Input, subject: ActionSubject): IamportRequest;
};

/** Ties the request to the input that its schema gives. */
export function action<Input extends Record<string, unknown>>(draft: Draft<Input>): IamportAction {
  return draft as unknown as IamportAction;
}
