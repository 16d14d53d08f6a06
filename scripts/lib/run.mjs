import { spawn } from 'node:child_process';
import { root } from './paths.mjs';

/**
 * Runs a command to its end.
 * @param options.env is added to the environment; `isQuiet` keeps the output and shows it only when the
 *   command fails; `isStdoutDropped` lets only messages through (jest's progress), not results
 * @returns the exit code
 */
export function run(command, args, options = {}) {
  const { env = {}, isQuiet = false, isStdoutDropped = false } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: isQuiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', isStdoutDropped ? 'ignore' : 'inherit', 'inherit'],
      // npm is a .cmd file on Windows, which only a shell can start.
      shell: process.platform === 'win32' && command === 'npm',
    });
    const kept = [];
    child.stdout?.on('data', (chunk) => kept.push(chunk));
    child.stderr?.on('data', (chunk) => kept.push(chunk));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      const exitCode = code ?? (signal ? 1 : 0);
      if (isQuiet && exitCode !== 0) process.stderr.write(Buffer.concat(kept));
      resolve(exitCode);
    });
  });
}

/** Runs one of our own or a dependency's JavaScript files with this Node. */
export const runNode = (args, options) => run(process.execPath, args, options);
