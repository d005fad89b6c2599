/** Characters of KS X 1001, in both bytes from A1 to FE, as EUC-KR has them; built when first asked for. */
let known: ReadonlySet<string> | null = null;

/** Whether a text can be written in EUC-KR. */
export function isEucKr(text: string): boolean {
  known ??= everyCharacter();
  const characters = known;
  return Array.from(text).every((character) => character < '\u0080' || characters.has(character));
}

function everyCharacter(): ReadonlySet<string> {
  const decoder = new TextDecoder('euc-kr');
  const bytes = Array.from({ length: 94 }, (_none, index) => 0xa1 + index);
  const characters = bytes.flatMap((first) => bytes.map((second) => decoder.decode(Uint8Array.of(first, second))));
  return new Set(characters.filter((character) => !character.includes('\ufffd')));
}
