/** @type {{ file: string, find: string, replace: string }} */
let mutation;

export function initialize(data) {
  mutation = data;
}

/** Hands out one source file with a defect in it. */
export async function load(url, context, nextLoad) {
  const loaded = await nextLoad(url, context);
  if (!url.split('?')[0].endsWith(`/${mutation.file}`)) return loaded;
  const source = String(loaded.source);
  if (source.split(mutation.find).length !== 2) throw new Error(`${mutation.file} has not exactly one place to mutate`);
  return { ...loaded, source: source.replace(mutation.find, () => mutation.replace) };
}
