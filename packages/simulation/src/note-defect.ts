import { PaymentGatewayError } from '@hangil/core';
import type { World } from './world.ts';

/** Why a job may fail: the disk is full, the provider silent, or its notice made for another version of the adapter. */
const outsideCauses =
  /^(the store failed|database or disk is full|provider does not answer.*|provider event .* can no longer be read)$/;

/** A job that fails for any other reason shows a defect of the engine, even where trying again hides it. */
export function noteDefect({ breach }: World, message: string, facts: object, error: unknown): void {
  if (message !== 'job failed' || !(error instanceof Error)) return;
  if (error instanceof PaymentGatewayError || outsideCauses.test(error.message)) return;
  breach(`a job failed: ${JSON.stringify(facts)} ${error.stack}`);
}
