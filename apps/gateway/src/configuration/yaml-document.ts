import { isNode, isPair, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import { type ProblemInFile, pathText } from './problem-in-file.ts';
import { type EnvironmentVariables, variable } from './variables.ts';

/** Stands where a variable was not set, so that the rest of the file can still be checked. */
const unset = '__HANGIL_UNSET__';

interface YamlDocument {
  readonly content: unknown;
  /** What could not be expanded or read at all. */
  readonly problems: readonly string[];
  /** Words for a problem, or null when it comes from a variable that is not set and was already named. */
  describe(problem: ProblemInFile): string | null;
}

/** Puts `${NAME}` of the environment (or of the file in `NAME_FILE`) into the text, then reads it as YAML. */
export function readYaml(fileName: string, source: string, variables: EnvironmentVariables): YamlDocument {
  const problems: string[] = [];
  const text = expand(source, variables, (line, problem) => problems.push(`${fileName}:${line} ${problem}`));
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  problems.push(
    ...document.errors.map(({ pos, code }) => `${fileName}:${lines.linePos(pos[0]).line} is not valid YAML (${code})`),
  );
  keepCredentialsAsText(document);

  function lineOf(path: readonly PropertyKey[]): number {
    for (let length = path.length; length > 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  }

  /** Aliases that multiply without end show only here. */
  function toContent(): unknown {
    try {
      return document.toJS();
    } catch {
      problems.push(`${fileName}:1 is not usable YAML: its aliases repeat too much`);
      return undefined;
    }
  }

  const content = document.errors.length > 0 ? undefined : toContent();
  return {
    content,
    problems,
    describe({ path, message }) {
      const value = document.getIn(path);
      if (typeof value === 'string' && value.includes(unset)) return null;
      return `${fileName}:${lineOf(path)} ${pathText(path) || 'the file'}: ${message}`;
    },
  };
}

function expand(
  source: string,
  variables: EnvironmentVariables,
  report: (line: number, problem: string) => void,
): string {
  return source.replaceAll(/\$\{([A-Za-z_]\w*)\}/g, (_match, name: string, offset: number) => {
    const line = source.slice(0, offset).split('\n').length;
    try {
      const value = variable(variables, name);
      if (value !== undefined) return value;
      report(line, `\${${name}} is not set`);
    } catch (error) {
      report(line, (error as Error).message);
    }
    return unset;
  });
}

/** A key of digits stays the text it is: YAML would read `0123` as the number 123. */
function keepCredentialsAsText(document: ReturnType<typeof parseDocument>): void {
  visit(document, {
    Scalar(_key, node, ancestors) {
      const inCredentials = ancestors.some(
        (ancestor) => isPair(ancestor) && isScalar(ancestor.key) && ancestor.key.value === 'credentials',
      );
      if (inCredentials && typeof node.value === 'number' && node.source !== undefined) node.value = node.source;
    },
  });
}
