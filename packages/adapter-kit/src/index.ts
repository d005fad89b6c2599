export { withDeadline } from './deadline.ts';
export {
  createHttpClient,
  type HttpClient,
  type HttpClientOptions,
  type ProviderAnswer,
  type ProviderHttpOutcome,
  type ProviderRequest,
} from './http-client.ts';
export { type Parsed, parseJsonAnswer, parseWith } from './json.ts';
export { fromUnixSeconds, koreanDate } from './korean-time.ts';
export { maskTail } from './masking.ts';
export { parseSettings } from './settings.ts';
export {
  hmacSha256,
  isRsaSha256Signature,
  isSameText,
  sha256Concatenation,
  signRsaSha256,
  type TextForm,
} from './signatures.ts';
