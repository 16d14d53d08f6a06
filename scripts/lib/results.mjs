import { readFileSync } from 'node:fs';

/**
 * How many tests of a jest run passed and failed.
 * @param file what `jest --json --outputFile` wrote; a run that wrote nothing, or failed without a failing test, is one failure
 */
export function countResults(file, exitCode) {
  try {
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(file, 'utf8'));
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    return { passed: numPassedTests, failed: failed === 0 && exitCode !== 0 ? 1 : failed };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
