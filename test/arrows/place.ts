/** Does a path lie in a place? `*` stands for anything within a folder name, `**` for anything at all. */
export function liesIn(path: string, place: string): boolean {
  const pattern = place
    .split('**')
    .map((part) => part.replace(/[.+?^$()[\]{}|\\]/g, '\\$&').replaceAll('*', '[^/]*'))
    .join('.*');
  return new RegExp(`^${pattern}$`).test(path);
}

export function liesInAny(path: string, places: readonly string[]): boolean {
  return places.some((place) => liesIn(path, place));
}
