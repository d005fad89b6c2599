import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Answers, wordsOf } from './answers.ts';
import { choicesFor, filesOfFeatures } from './choices.ts';
import { applyDirectives } from './directives.ts';

const templates = fileURLToPath(new URL('../template', import.meta.url));

/** The adapter's files by their path, with slashes. */
export function adapterFiles(answers: Answers): ReadonlyMap<string, string> {
  const choices = choicesFor(answers);
  const files = readdirSync(templates, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(templates, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => {
      const feature = filesOfFeatures[path];
      return feature === undefined || choices.features[feature] === true;
    });
  return new Map(
    files.sort().map((path) => {
      const text = readFileSync(join(templates, path), 'utf8');
      return [nameOf(path, answers), renamed(applyDirectives(text, choices), answers)];
    }),
  );
}

/**
 * Writes the adapter into a folder that is empty or not there yet.
 *
 * @throws Error when something stands there already
 */
export function writeAdapter(answers: Answers, folder: string): readonly string[] {
  if (existsSync(folder) && readdirSync(folder).length > 0) throw new Error(`${folder} is not empty`);
  const files = adapterFiles(answers);
  for (const [path, text] of files) {
    const place = join(folder, path);
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, text);
  }
  return [...files.keys()];
}

/** npm does not publish files called `.gitignore`, and tools read every `package.json` that is published. */
const ownNames: Readonly<Record<string, string>> = {
  gitignore: '.gitignore',
  'package-template.json': 'package.json',
};

function nameOf(path: string, answers: Answers): string {
  return ownNames[path] ?? renamed(path, answers);
}

function renamed(text: string, { id, englishName, koreanName }: Answers): string {
  return text
    .replaceAll('template-pg', id)
    .replaceAll('TemplatePg', wordsOf(id).join(''))
    .replaceAll('Template PG', englishName)
    .replaceAll('템플릿PG', koreanName);
}
