/** Number ranges of card schemes by leading digits, with the lengths they issue (ISO/IEC 7812 ranges as the schemes publish them). */
const schemes: readonly { readonly start: RegExp; readonly lengths: readonly number[] }[] = [
  { start: /^4/, lengths: [13, 16, 19] },
  { start: /^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, lengths: [16] },
  { start: /^3[47]/, lengths: [15] },
  { start: /^(6011|64[4-9]|65)/, lengths: [16, 17, 18, 19] },
  { start: /^35(2[89]|[3-8])/, lengths: [16, 17, 18, 19] },
  { start: /^3(0[0-5]|[689])/, lengths: [14, 15, 16, 17, 18, 19] },
  { start: /^62/, lengths: [16, 17, 18, 19] },
  // Korean domestic cards and Maestro.
  { start: /^(9|5[06-9])/, lengths: [15, 16] },
];

const groupedDigits = /\d+(?:[ -]\d+)*/g;
const longestCardNumber = 19;

/**
 * Whether a text holds what is very likely a card number: a scheme's range and length with a right check digit (Luhn), the digits
 * in one run or in groups parted by single spaces or dashes. Time stamps and running numbers of most shapes do not match.
 */
export function looksLikeCardNumber(text: string): boolean {
  for (const [match] of text.matchAll(groupedDigits)) {
    if (anyNeighborsMatch(match.split(/[ -]/))) return true;
  }
  return false;
}

function anyNeighborsMatch(groups: readonly string[]): boolean {
  for (let first = 0; first < groups.length; first += 1) {
    let digits = '';
    for (let last = first; last < groups.length && digits.length <= longestCardNumber; last += 1) {
      digits += groups[last];
      if (isCardNumber(digits)) return true;
    }
  }
  return false;
}

function isCardNumber(digits: string): boolean {
  return (
    schemes.some(({ start, lengths }) => lengths.includes(digits.length) && start.test(digits)) && hasCheckDigit(digits)
  );
}

function hasCheckDigit(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
