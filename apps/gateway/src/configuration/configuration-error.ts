/** Everything that is wrong or missing, said at once. Carries names and places, never values. */
export class ConfigurationError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      ['The configuration has problems; nothing was started:', ...problems.map((problem) => `  - ${problem}`)].join(
        '\n',
      ),
    );
    this.name = 'ConfigurationError';
    this.problems = problems;
  }
}
