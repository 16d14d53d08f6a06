const isColoured = process.stdout.isTTY === true && !process.env.NO_COLOR;
const paint = (code) => (text) => (isColoured ? `\u001b[${code}m${text}\u001b[0m` : String(text));

export const bold = paint('1');
export const green = paint('32');
export const red = paint('31');
export const dim = paint('2');

export const say = (text = '') => process.stdout.write(`${text}\n`);

/** A reason to stop that the reader can act on: printed as it is, without a stack. */
export class Stop extends Error {}

/** Runs a script; what it throws becomes one readable line and exit code 1. */
export async function main(script) {
  try {
    await script();
  } catch (error) {
    const text = error instanceof Stop ? error.message : (error?.stack ?? String(error));
    process.stderr.write(`${red('✗')} ${text}\n`);
    process.exitCode = 1;
  }
}

export const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} 秒`;

const HEARTBEAT_MS = 10_000;

/** Shows that a step began, that it is still alive, and how long it took. */
export async function step(title, work) {
  const started = Date.now();
  say(`${bold('▸')} ${title} …`);
  const heartbeat = setInterval(() => say(dim(`  仍在进行，已用 ${seconds(Date.now() - started)}`)), HEARTBEAT_MS);
  try {
    const result = await work();
    say(`${green('✓')} ${title} ${dim(`（${seconds(Date.now() - started)}）`)}`);
    return result;
  } finally {
    clearInterval(heartbeat);
  }
}
