import { PaymentGatewayError } from '@hangil/core';
import type { PayoutFile, PayoutFileRow } from '@hangil/engine';
import { JSONParser } from '@streamparser/json';
import { invalidParameter } from '../invalid-request.ts';
import { letOthersGoOn, readRow } from './read-row.ts';
import type { SpooledFile } from './spool.ts';

const fieldOf = (param: string) => param;

/** `{"payouts": [...]}`, read row by row. @param createdBy - id of the API key that asks */
export function jsonPayoutFile(file: SpooledFile, createdBy: string): PayoutFile {
  async function* rows(): AsyncGenerator<PayoutFileRow> {
    const parser = new JSONParser({ paths: ['$.payouts.*'], keepStack: false });
    const arrived: unknown[] = [];
    let isList = true;
    parser.onValue = ({ value, key }) => {
      isList &&= typeof key === 'number';
      arrived.push(value);
    };
    let row = 0;
    for await (const chunk of file.chunks()) {
      write(parser, chunk);
      for (const body of arrived.splice(0)) {
        row += 1;
        await letOthersGoOn(row);
        yield readRow(row, body, createdBy, fieldOf);
      }
    }
    if (!parser.isEnded) throw new PaymentGatewayError('invalid_json');
    if (!isList) throw invalidParameter('payouts', 'must be a list');
  }
  return { contentHash: file.contentHash, rows, fieldOf };
}

function write(parser: JSONParser, chunk: Uint8Array): void {
  try {
    parser.write(chunk);
  } catch {
    throw new PaymentGatewayError('invalid_json');
  }
}
