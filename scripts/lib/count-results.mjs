import { countResults } from './results.mjs';

// For shell scripts: `node count-results.mjs <file> <exit code>` prints "<passed> <failed>".
const [file = '', exitCode = '1'] = process.argv.slice(2);
const { passed, failed } = countResults(file, Number(exitCode));
process.stdout.write(`${passed} ${failed}\n`);
