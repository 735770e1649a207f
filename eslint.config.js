import {defineConfig} from 'eslint/config';
import tseslint from 'typescript-eslint';
import {configs as lit} from 'eslint-plugin-lit';
import {configs as wc} from 'eslint-plugin-wc';
import litA11y from 'eslint-plugin-lit-a11y';
import {layers} from './scripts/lint/layers.mjs';
import {everywhere, sourceSyntax, testProperties} from './scripts/lint/syntax.mjs';

const typescript = ['**/*.ts'];
const templates = ['src/**/*.ts', 'stories/**/*.ts', 'test/**/*.ts', 'demo/**/*.ts', '.storybook/*.ts'];

export default defineConfig(
  {
    ignores: [
      '**/node_modules/**',
      '**/dist/**',
      '**/generated/**',
      'storybook-static/**',
      'site-static/**',
      'site/.pages/**',
      'coverage/**',
      'test/artefacts/**',
      'test/package/hosts/build/**',
      // Each is a project of its own, checked by scripts/examples.mjs with what it installs.
      'examples/**',
      '**/.data/**',
    ],
  },
  // A rule that may be switched off where it hurts is advice. None may.
  {linterOptions: {noInlineConfig: true, reportUnusedDisableDirectives: 'error'}},
  tseslint.configs.recommended,
  {
    rules: {
      'array-callback-return': 'error',
      'default-case-last': 'error',
      'max-len': [
        'error',
        {
          code: 120,
          ignoreUrls: true,
          ignoreStrings: true,
          ignoreTemplateLiterals: true,
          ignoreRegExpLiterals: true,
        },
      ],
      'no-constant-condition': 'error',
      'no-control-regex': 'error',
      'no-empty': 'error',
      'no-eval': 'error',
      'no-fallthrough': 'error',
      'no-implicit-coercion': 'error',
      'no-irregular-whitespace': 'error',
      'no-misleading-character-class': 'error',
      'no-prototype-builtins': 'error',
      'no-self-compare': 'error',
      'no-unreachable': 'error',
      'no-useless-escape': 'error',
      'no-warning-comments': ['error', {terms: ['todo', 'fixme', 'xxx', 'hack']}],
      eqeqeq: ['error', 'always'],
      'max-lines': ['error', {max: 350}],
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      'prefer-template': 'error',
      'no-param-reassign': 'error',
      'no-restricted-syntax': ['error', ...everywhere],
    },
  },
  {
    files: typescript,
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {projectService: true, tsconfigRootDir: import.meta.dirname},
    },
    rules: {
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', {fixStyle: 'inline-type-imports'}],
      '@typescript-eslint/no-deprecated': 'error',
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          // node:test's own functions return promises that nobody has to await.
          allowForKnownSafeCalls: [{from: 'package', package: 'node:test', name: ['test', 'it', 'describe', 'suite']}],
        },
      ],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', {argsIgnorePattern: '^_', varsIgnorePattern: '^_'}],
      '@typescript-eslint/only-throw-error': ['error', {allowRethrowing: true, allowThrowingUnknown: true}],
      '@typescript-eslint/prefer-readonly': 'error',
      // A function may be async for its interface's sake, or so that what it throws becomes a rejection.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        {
          // `default` would swallow the member that somebody adds tomorrow.
          allowDefaultCaseForExhaustiveSwitch: false,
          considerDefaultExhaustiveForUnions: false,
          requireDefaultForNonUnion: false,
        },
      ],
    },
  },
  {
    files: templates,
    extends: [lit['flat/recommended'], wc['flat/best-practice']],
    plugins: {'lit-a11y': litA11y},
    rules: {
      ...litA11y.configs.recommended.rules,
      'lit/no-legacy-imports': 'error',
      'lit/attribute-names': ['error', {convention: 'kebab'}],
      'lit/lifecycle-super': 'error',
      'lit/no-classfield-shadowing': 'error',
      'lit/no-template-bind': 'error',
      'lit/no-this-assign-in-render': 'error',
      'lit/no-useless-template-literals': 'error',
      'lit/quoted-expressions': ['error', 'never'],
      // A class is registered elsewhere, in `define/`.
      'wc/file-name-matches-element': 'off',
      'wc/max-elements-per-file': 'error',
      'wc/guard-super-call': 'off',
    },
  },
  // Named by the text that they are given as a property, which the rule does not see.
  {files: ['src/elements/internal/buttons.ts'], rules: {'lit-a11y/accessible-name': 'off'}},
  // In no project of its own: `scripts/tsconfig.json` checks its types.
  {
    files: ['vite.config.ts'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      parserOptions: {projectService: false},
    },
  },
  {
    files: ['server/src/**/*.ts'],
    rules: {
      'no-console': 'error',
      // Kysely hands its helpers over as an object to take apart.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  // Warnings are for the developer of the page, in the development build; nothing else is said on the console.
  {files: ['src/**/*.ts'], rules: {'no-console': 'error'}},
  {files: ['src/development/*.ts'], rules: {'no-console': ['error', {allow: ['warn']}]}},
  {files: ['src/**/*.ts'], rules: {'no-restricted-syntax': ['error', ...sourceSyntax]}},
  ...layers(sourceSyntax),
  {
    files: ['test/**/*.ts', 'test/**/*.mjs', 'server/test/**/*.ts', 'src/testing/reference/*.ts'],
    rules: {
      'no-restricted-properties': ['error', ...testProperties],
      '@typescript-eslint/no-non-null-assertion': 'off',
      // A test may take methods apart, use what users' browsers still have, and be the hostile page.
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/no-deprecated': 'off',
      '@typescript-eslint/unbound-method': 'off',
      'lit/no-this-assign-in-render': 'off',
      'wc/no-closed-shadow-root': 'off',
      // chai's `expect(x).to.be.true`.
      '@typescript-eslint/no-unused-expressions': 'off',
    },
  },
);
