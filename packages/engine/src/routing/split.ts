/**
 * Orders weighted channels for one key: the chosen one first, the others behind it by falling weight.
 * The choice depends on the key alone, so a retry or a replay chooses alike.
 */
export function splitOrder(
  split: readonly { readonly channel: string; readonly weight: number }[],
  key: string,
): string[] {
  const total = split.reduce((sum, { weight }) => sum + weight, 0);
  let point = (hash32(key) / 2 ** 32) * total;
  const chosen = split.find(({ weight }) => {
    point -= weight;
    return point < 0;
  });
  const others = split.filter((entry) => entry !== chosen).sort((left, right) => right.weight - left.weight);
  return [...(chosen === undefined ? [] : [chosen]), ...others].map(({ channel }) => channel);
}

/** FNV-1a over UTF-16 units with the finishing mix of MurmurHash3, which spreads ids that differ only at the end. */
function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
