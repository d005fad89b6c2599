/** JSON or form fields, as the provider's console is set; null when the body is no text. */
export function readFields(body: Uint8Array): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return null;
  }
  return fieldsOf(text);
}

/** Form fields are never valid JSON, so the content type, which proxies and consoles get wrong, need not be asked. */
function fieldsOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return Object.fromEntries(new URLSearchParams(text));
  }
}
