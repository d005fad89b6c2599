import { describe, expect, it } from 'vitest';
import { applyDirectives } from '../src/directives.ts';

const choices = { features: { yes: true, no: false }, lines: { currencies: "currencies: ['USD']," } };
const apply = (...lines: string[]) => applyDirectives(lines.join('\n'), choices).split('\n');

describe('directives of a template', () => {
  it('keep a block with its feature, also inside another', () => {
    expect(apply('a', '// @if yes', 'b', '  // @if no', '  c', '  // @end', '// @end', 'd')).toEqual(['a', 'b', 'd']);
    expect(apply('// @if no', '// @if yes', 'a', '// @end', '// @end', 'b')).toEqual(['b']);
    expect(apply('<!-- @if no -->', 'a', '<!-- @end -->', 'b')).toEqual(['b']);
  });

  it('keep a line with its feature, or put another in its place', () => {
    expect(
      apply('  a, // @only yes', '  b, // @only no', '  c, // @only no, else: d,', '  e, # @only yes, else: f,'),
    ).toEqual(['  a,', '  d,', '  e,']);
  });

  it('add a line that stands only in the result', () => {
    expect(apply('  // @add yes: a: b,', '  // @add no: c,')).toEqual(['  a: b,']);
  });

  it('replace a line by what was answered', () => {
    expect(apply("  currencies: ['KRW'], // @value currencies")).toEqual(["  currencies: ['USD'],"]);
  });

  it('leave every other line as it is', () => {
    expect(apply('', '// @template is no word of ours', 'url: https://pg.example/@only')).toEqual([
      '',
      '// @template is no word of ours',
      'url: https://pg.example/@only',
    ]);
  });

  it.each([
    ['a feature that nobody knows', '// @if maybe', /no feature is called maybe/],
    ['a line without an answer', 'a // @value nothing', /no line is known/],
    ['a block without an end', '// @if yes', /without @end/],
    ['an end without a block', '// @end', /without @if/],
  ])('refuse %s', (_, line, message) => {
    expect(() => apply(line)).toThrow(message);
  });
});
