const secretNames = /password|secret|verifier|pin$|cvc|birth|card_?number/i;

/** What may be kept of an action's input: values whose names speak of secrets are left out, at any depth. */
export function withoutSecrets(input: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(input)
      .filter(([name]) => !secretNames.test(name))
      .map(([name, value]) => [name, cleaned(value)]),
  );
}

function cleaned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cleaned);
  return typeof value === 'object' && value !== null ? withoutSecrets(value as Record<string, unknown>) : value;
}
