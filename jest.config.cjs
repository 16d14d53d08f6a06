const typescript = {
  '^.+\\.tsx?$': [
    '@swc/jest',
    { jsc: { parser: { syntax: 'typescript', tsx: true }, target: 'es2022' }, module: { type: 'commonjs' } },
  ],
};

const pure = (name) => ({
  displayName: name,
  testMatch: [`<rootDir>/tests/${name}/**/*.test.ts`],
  testEnvironment: 'node',
  transform: typescript,
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
});

/** Suites that talk to a running application: one Strapi per jest worker, compiled once. */
const wired = (name) => ({
  ...pure(name),
  testEnvironment: '<rootDir>/tests/support/strapi-environment.ts',
  globalSetup: '<rootDir>/tests/support/compile.ts',
  globalTeardown: '<rootDir>/tests/support/stop-application.ts',
});

module.exports = {
  testSequencer: '<rootDir>/tests/support/alphabetical-sequencer.cjs',
  testTimeout: 30_000,
  projects: [pure('unit'), pure('contract'), wired('integration'), wired('invariants'), pure('admin')],
};
