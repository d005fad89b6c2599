/** A kind of data that must not stand in a recorded answer, and how it looks. */
interface Kind {
  readonly name: string;
  readonly looks: RegExp;
  /** Not everything that looks like it is it. */
  isIt?(found: string): boolean;
}

/** Numbers that the card schemes publish for tests. */
const testCards = ['4242424242424242', '4111111111111111', '5555555555554444', '378282246310005', '3530111333300000'];

const kinds: readonly Kind[] = [
  {
    name: 'card number',
    looks: /(?<![\d.])\d(?:[ -]?\d){12,18}(?![\d.])/g,
    isIt: (found) => isCardNumber(found.replace(/\D/g, '')),
  },
  { name: 'resident registration number', looks: /(?<!\d)\d{2}[01]\d[0-3]\d-[1-8]\d{6}(?!\d)/g },
  {
    name: 'mobile telephone number',
    looks: /(?<!\d)01[016789]-?\d{3,4}-?\d{4}(?!\d)/g,
    isIt: (found) => !['01012345678', '01000000000'].includes(found.replace(/\D/g, '')),
  },
  {
    name: 'e-mail address',
    looks: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g,
    isIt: (found) => !/[@.](?:example|test|invalid)(?:\.\w+)?$/.test(found),
  },
  { name: 'token', looks: /\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*|\b(?:Bearer|Basic) +[\w+/=.-]{12,}/g },
  { name: 'live key', looks: /\b(?:live|prod)_?[a-z]*_[A-Za-z0-9]{10,}/g },
];

/**
 * What stands in a recorded answer and should have been replaced: real card, resident and telephone numbers, addresses, tokens, live
 * keys. Names the kind and the last letters, never the whole. It finds what has a form; names of people it cannot find.
 */
export function personalDataIn(text: string): string[] {
  return kinds.flatMap(({ name, looks, isIt = () => true }) =>
    [...text.matchAll(looks)].filter(([found]) => isIt(found)).map(([found]) => `${name} …${found.slice(-4)}`),
  );
}

function isCardNumber(digits: string): boolean {
  if (!/^[2-6]/.test(digits) || testCards.includes(digits)) return false;
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}
