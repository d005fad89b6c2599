/** Where everything is kept. */
export type Database =
  | { readonly kind: 'sqlite'; readonly path: string }
  /** With user and password: not for logs. */
  | { readonly kind: 'postgres'; readonly url: string };

/** What a database URL means: `file:` and a path, or a URL of PostgreSQL that names a host and a database. null = neither. */
export function databaseOf(url: string): Database | null {
  const [, path] = /^file:(.+)$/.exec(url) ?? [];
  if (path !== undefined) return { kind: 'sqlite', path: path.replace(/^\/\/(?=\/)/, '') };
  if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url)) return null;
  const { pathname, username, password } = new URL(url);
  const isReadable = [pathname, username, password].every(canDecode);
  return isReadable && pathname.length > 1 ? { kind: 'postgres', url } : null;
}

function canDecode(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
