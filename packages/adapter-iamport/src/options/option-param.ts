/** Path of an option in our API. */
export function optionParam(...path: readonly PropertyKey[]): string {
  return ['provider_options', 'iamport', ...path].join('.');
}
