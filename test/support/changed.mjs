/**
 * `npm test -- --changed`: the test files that changes can touch. What was changed is what the working tree has
 * otherwise than the branch's beginning on `main` (`--changed=REF` names another), what is not committed included.
 *
 * A test file is touched if it, or what it imports, directly or not, was changed, or a file whose address it writes
 * (`new URL('…', import.meta.url)`). What reaches tests by other ways stands in `byOtherWays`.
 */
import {execFileSync} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';

/**
 * Changes that touch tests without being imported: what, and which tests (`stage:file`).
 * @type {[what: RegExp, which: RegExp][]}
 */
const byOtherWays = [
  [/^(package(-lock)?\.json|tsconfig\.json|test\/run\.mjs|test\/support\/(stages|processes|folders)\.mjs)$/, /./],
  [
    /^test\/support\/(compile|compiled-places|few-hooks|indent|node-reporter|memory-folder)\.mjs$/,
    /^(unit|server|journeys):|:test\/engines\//,
  ],
  [
    /^(test\/web-test-runner.*|test\/support\/(bundled-pages|page-reporter|indent|short-stretching|readable-failures)\.m?[jt]s)$/,
    /^(browser|firefox|webkit):/,
  ],
  [
    /^(\.storybook\/|test\/vitest\.|test\/support\/(page-watch|docs-pages|storybook|counts-reporter|short-stretching)|stories\/.*\.(css|mdx)$|docs\/)/,
    /^stories:/,
  ],
  [/^test\/support\/browser\.mjs$/, /^(browser|firefox|webkit|stories|journeys):/],
  // Every journey opens pages, which are served as sources or as Vite has built them.
  [/^(demo|src|server\/src)\//, /^journeys:|:test\/engines\//],
  [/^(src|scripts)\//, /^unit:test\/package\//],
  [/^src\/flows\//, /^unit:test\/flows\/purity\./],
  [/^eslint\.config\.js$/, /^unit:test\/lint\//],
  [/^test\//, /^unit:test\/harness\//],
];

const git = (root, ...args) =>
  execFileSync('git', args, {cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe']});

/**
 * Files that differ from where the branch began, with forward slashes from the root; those that are gone too.
 * @param {string} root
 * @param {string} [reference]
 */
export const changedFiles = (root, reference = 'main') => {
  const begin = git(root, 'merge-base', 'HEAD', reference).trim();
  const listed = [
    git(root, 'diff', '--name-only', '--no-renames', '-z', begin),
    git(root, 'ls-files', '--others', '--exclude-standard', '-z'),
  ];
  return [...new Set(listed.join('').split('\0').filter(Boolean))];
};

/** How one file names another: by an import, of types too, or by its address. */
const naming = [
  /(?:from|import)\s*\(?\s*['"](\.[^'"]+)['"]/g,
  /new URL\(\s*['"](\.[^'"]+)['"],\s*import\.meta\.url\s*\)/g,
];

/**
 * The source of what is named: a `.js` stands as `.ts`, or as `.d.ts` where there are types alone; what a bundler shall
 * do with it (`?inline`) doesn't matter.
 */
const sourceOf = (root, name) => {
  const file = name.replace(/\?.*$/, '');
  const sources = ['.ts', '.d.ts'].map((extension) => file.replace(/\.js$/, extension));
  return sources.find((source) => existsSync(path.join(root, source))) ?? file;
};

const namedBy = (root, file) => {
  if (!/\.(ts|mjs|js)$/.test(file) || !existsSync(path.join(root, file))) return [];
  const text = readFileSync(path.join(root, file), 'utf8');
  return naming
    .flatMap((pattern) => [...text.matchAll(pattern)])
    .map(([, name = '']) => sourceOf(root, path.posix.join(path.posix.dirname(file), name)));
};

/**
 * @param {string} root
 * @returns {(from: string, changed: string[]) => boolean} whether one of the changed files is reached from a file
 */
const reaching = (root) => {
  const graph = new Map();
  const next = (file) => {
    const names = graph.get(file) ?? namedBy(root, file);
    graph.set(file, names);
    return names;
  };
  return (from, changed) => {
    const seen = new Set([from]);
    for (const file of seen) {
      // A folder that is named stands for all in it; one that holds the whole repository is where a program runs.
      const folder = `${file.replace(/\/$/, '')}/`;
      if (changed.some((name) => name === file || (folder !== './' && name.startsWith(folder)))) return true;
      for (const name of next(file)) if (!name.startsWith('..')) seen.add(name);
    }
    return false;
  };
};

/**
 * @param {string} root
 * @param {string[]} changed
 * @param {Record<string, string[]>} stages the files of each
 * @returns {Record<string, string[]>} those that the changes touch
 */
export const touchedTests = (root, changed, stages) => {
  const reaches = reaching(root);
  const isTouched = (stage, file) =>
    byOtherWays.some(([what, which]) => which.test(`${stage}:${file}`) && changed.some((name) => what.test(name))) ||
    reaches(file, changed);
  return Object.fromEntries(
    Object.entries(stages).map(([stage, files]) => [stage, files.filter((file) => isTouched(stage, file))]),
  );
};
