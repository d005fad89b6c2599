/** A kind of data that must not stand in a recorded answer, and how it looks. */
interface Kind {
  readonly name: string;
  readonly looks: RegExp;
  /** Not everything that looks like it is it. */
  isIt?(found: string): boolean;
  /** An invented one of the same form; `number` tells two different ones apart. */
  invented(found: string, number: number): string;
}

/** Numbers that the card schemes publish for tests. */
const testCards = ['4242424242424242', '4111111111111111', '5555555555554444', '378282246310005', '3530111333300000'];

const kinds: readonly Kind[] = [
  {
    name: 'card number',
    looks: /(?<![\d.])\d(?:[ -]?\d){12,18}(?![\d.])/g,
    isIt: (found) => isCardNumber(found.replace(/\D/g, '')),
    invented: (found, number) => inventedCard(found, number),
  },
  {
    name: 'resident registration number',
    looks: /(?<!\d)\d{2}[01]\d[0-3]\d-[1-8]\d{6}(?!\d)/g,
    invented: (_, number) => `000101-0${String(number).padStart(6, '0')}`,
  },
  {
    name: 'mobile telephone number',
    looks: /(?<!\d)01[016789]-?\d{3,4}-?\d{4}(?!\d)/g,
    isIt: (found) => !/^010(?:12345678|0000\d{4})$/.test(found.replace(/\D/g, '')),
    invented: (found, number) => ['010', '0000', String(number).padStart(4, '0')].join(found.includes('-') ? '-' : ''),
  },
  {
    name: 'e-mail address',
    looks: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g,
    isIt: (found) => !/[@.](?:example|test|invalid)(?:\.\w+)?$/.test(found),
    invented: (_, number) => `person${number}@example.com`,
  },
  {
    name: 'token',
    looks: /\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*|\b(?:Bearer|Basic) +[\w+/=.-]{12,}/g,
    invented: (found, number) => `${/^(?:Bearer|Basic) /.exec(found)?.[0] ?? ''}token-${number}`,
  },
  {
    name: 'live key',
    looks: /\b(?:live|prod)_?[a-z]*_[A-Za-z0-9]{10,}/g,
    invented: (found, number) => found.replace(/^(?:live|prod)(.*_)[A-Za-z0-9]+$/, `test$1invented${number}`),
  },
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

/**
 * The same text with everything that {@link personalDataIn} finds replaced by something invented of the same form: equal ones stay
 * equal, different ones stay different. Read the result: names of people it cannot find.
 */
export function withoutPersonalData(text: string): string {
  return kinds.reduce((clean, { looks, isIt = () => true, invented }) => {
    const numbers = new Map<string, number>();
    return clean.replace(looks, (found) => {
      if (!isIt(found)) return found;
      const number = numbers.get(found) ?? numbers.size + 1;
      numbers.set(found, number);
      return invented(found, number);
    });
  }, text);
}

/** The first six digits stay, which name the issuer, and so do the separators; the check digit becomes a wrong one. */
function inventedCard(found: string, number: number): string {
  const { length } = found.replace(/\D/g, '');
  const digits = `${found.replace(/\D/g, '').slice(0, 6)}${String(number).padStart(length - 7, '0')}`;
  const last = isCardNumber(`${digits}0`) ? '1' : '0';
  const rest = [...digits, last];
  return found.replace(/\d/g, () => rest.shift() ?? '0');
}

function isCardNumber(digits: string): boolean {
  if (!/^[2-6]/.test(digits) || testCards.includes(digits)) return false;
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}
