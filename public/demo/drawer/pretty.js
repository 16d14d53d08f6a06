const SECRET = /token|sign$|nonce/i;
const MAX_LETTERS = 6000;

/** JSON for reading: tokens and signatures are cut short, so that a screenshot gives nothing away. */
export function pretty(value) {
  const text = JSON.stringify(
    value,
    (name, part) =>
      typeof part === 'string' && SECRET.test(name) && part.length > 16 ? `${part.slice(0, 12)}…` : part,
    2,
  );
  return text.length > MAX_LETTERS ? `${text.slice(0, MAX_LETTERS)}\n…` : text;
}
