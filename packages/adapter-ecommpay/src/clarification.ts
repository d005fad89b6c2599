export interface InformationField {
  readonly path: string;
  readonly labelKo: string;
  readonly labelEn: string;
}

/** Labels of the fields this method is known to ask for; others show their path. */
const labels: Readonly<Record<string, { readonly ko: string; readonly en: string }>> = {
  'customer.first_name': { ko: '이름', en: 'First name' },
  'customer.last_name': { ko: '성', en: 'Last name' },
  'customer.email': { ko: '이메일', en: 'E-mail' },
};

/**
 * Fields the platform wants, as paths like `customer.first_name`. The documentation that could be read does not show the shape of
 * `clarification_fields`; object names with lists of fields, objects in objects and plain lists are all understood.
 */
export function toInformationFields(clarificationFields: unknown): InformationField[] {
  return [...new Set(toPaths(clarificationFields))].map((path) => {
    const label = Object.hasOwn(labels, path) ? labels[path] : undefined;
    return { path, labelKo: label?.ko ?? path, labelEn: label?.en ?? path };
  });
}

function toPaths(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap((item) => (typeof item === 'string' ? [item] : toPaths(item)));
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, fields]) => {
    const names = toFieldNames(fields);
    return names.length === 0 ? [name] : names.map((field) => `${name}.${field}`);
  });
}

function toFieldNames(fields: unknown): string[] {
  if (Array.isArray(fields)) return fields.filter((field) => typeof field === 'string');
  return typeof fields === 'object' && fields !== null ? Object.keys(fields) : [];
}
