/** Random hex digits; `crypto.randomUUID` is missing on pages opened by a plain network address. */
export function randomHex(bytes) {
  return [...crypto.getRandomValues(new Uint8Array(bytes))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
