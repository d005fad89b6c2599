export { type CodeMap, codeMap } from './code-map.ts';
export { withDeadline } from './deadline.ts';
export { type Present, present, toMajorNumber } from './fields.ts';
export { encodeForm, type FormFields, parseFormAnswer } from './form.ts';
export { type GivenBack, givenBackAfter } from './given-back.ts';
export {
  createHttpClient,
  type HttpClient,
  type HttpClientOptions,
  type ProviderAnswer,
  type ProviderHttpOutcome,
  type ProviderRequest,
} from './http-client.ts';
export { type Parsed, parseJsonAnswer, parseWith } from './json.ts';
export {
  type CodeMeanings,
  createJsonCall,
  type JsonCall,
  type JsonCallOptions,
  type JsonFailure,
  type JsonOutcome,
  type JsonRequest,
  readingOf,
  refusedAs,
} from './json-call.ts';
export { fromKoreanTime, fromUnixSeconds, koreanBusinessDays, koreanDate, toKoreanTime } from './korean-time.ts';
export { maskCardNumber, maskName, maskTail } from './masking.ts';
export { parseSettings } from './settings.ts';
export {
  hmacSha256,
  isRsaSha256Signature,
  isSameText,
  sha256Concatenation,
  signRsaSha256,
  type TextForm,
} from './signatures.ts';
export { type Charset, decodeText, encodeText } from './text.ts';
