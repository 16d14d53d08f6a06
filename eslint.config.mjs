import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import tseslint from 'typescript-eslint';

const root = fileURLToPath(new URL('.', import.meta.url));
const known = (files) => files.filter((file) => existsSync(new URL(file, import.meta.url)));

const browserFiles = ['src/admin/**/*.{ts,tsx}', 'src/plugins/*/admin/**/*.{ts,tsx}'];
const testFiles = ['tests/**/*.ts'];

/** Rules for plain JavaScript and TypeScript alike: what a healthy file of this house looks like. */
const houseRules = {
  // `== null` is the short way to ask for null and undefined together.
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'no-console': 'error',
  'no-param-reassign': 'off',
  'prefer-const': 'error',
  'object-shorthand': 'error',
  'no-else-return': 'error',
  'max-params': ['error', 3],
  'max-depth': ['error', 3],
  complexity: ['error', 16],
  'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
};

const typedRules = {
  '@typescript-eslint/consistent-type-imports': ['error', { prefer: 'type-imports', fixStyle: 'inline-type-imports' }],
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  '@typescript-eslint/no-unused-vars': [
    'error',
    // A leading underscore says "on purpose"; rest siblings are how a field is left out of a copy.
    { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true, caughtErrors: 'all' },
  ],
  // Numbers read well in texts; everything else must be turned into text on purpose.
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
  // `() => reply.end()` is idiomatic; a floating promise is still caught by its own rule.
  '@typescript-eslint/no-confusing-void-expression': [
    'error',
    { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
  ],
  // Rows and raw statements are untyped: an assertion beside the statement is where their shape is written down.
  '@typescript-eslint/no-unnecessary-type-assertion': 'off',
  // A type argument that only the result uses is how a reader of rows or JSON is told what to expect.
  '@typescript-eslint/no-unnecessary-type-parameters': 'off',
  // Both spellings say the same; the readability of long unions decides.
  '@typescript-eslint/consistent-type-definitions': 'off',
  // knex builders are thenable, so they look like promises although nobody needs to wait while building a statement.
  '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: true, checkThenables: false }],
};

/** Controllers parse, call one service and shape the answer; data access in them is a second door to the tables. */
const controllerRules = {
  'no-restricted-syntax': [
    'error',
    {
      selector: "MemberExpression[object.name='strapi'][property.name=/^(db|documents|entityService|query)$/]",
      message: 'Controllers do not touch data: call a service through getService().',
    },
  ],
};

/** The rules get time, chance and ids passed in, so that an example of them is repeatable. */
const domainRules = {
  'no-restricted-globals': ['error', 'process', 'console', 'setTimeout', 'setInterval', 'fetch', 'Buffer'],
  'no-restricted-properties': [
    'error',
    { object: 'Date', property: 'now', message: 'Time is passed in.' },
    { object: 'Math', property: 'random', message: 'Randomness is passed in.' },
  ],
  'no-restricted-syntax': [
    'error',
    { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time is passed in.' },
  ],
};

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      'dist/',
      'build/',
      'coverage/',
      '.strapi/',
      '.cache/',
      '.tmp/',
      '.data/',
      'public/',
      'types/generated/',
      'exports/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: { ecmaVersion: 2023 },
    // Scripts talk to the person at the terminal.
    rules: { ...houseRules, 'no-console': 'off', 'no-unused-vars': ['error', { argsIgnorePattern: '^_' }] },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        tsconfigRootDir: root,
        project: known(['./tsconfig.json', './tests/tsconfig.json', './src/admin/tsconfig.json']),
      },
    },
    rules: { ...houseRules, ...typedRules },
  },
  { files: ['src/domain/**/*.ts'], rules: domainRules },
  { files: ['src/api/*/controllers/**/*.ts'], rules: controllerRules },
  // Labels, list columns and form rows are a table of texts, however long it is.
  { files: ['src/api/*/*-labels.ts'], rules: { 'max-lines-per-function': 'off' } },
  { files: ['scripts/**/*.ts'], rules: { 'no-console': 'off' } },
  {
    files: browserFiles,
    rules: {
      // A component's markup is long without being complicated.
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
      // Event handlers of React may be async; React does not look at what they return.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
    },
  },
  {
    files: testFiles,
    rules: {
      // A describe block is a list of facts, not a function; a test file may hold all facts of one use case.
      'max-lines-per-function': 'off',
      'max-lines': ['error', { max: 600, skipBlankLines: true, skipComments: true }],
      // supertest and JSON bodies are untyped by nature; expectations check their shape at run time.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      // Modules of Strapi are loaded by a real `require`, and only their types are imported.
      '@typescript-eslint/consistent-type-imports': 'off',
      // Slow reference implementations and table rows may be as long-winded as they like.
      complexity: 'off',
      'max-params': 'off',
      // `expect(jest.fn().method)` never calls the method.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
);
