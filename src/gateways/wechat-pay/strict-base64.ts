/**
 * Decodes standard base64 and answers `null` for anything else. Node's own decoder skips what it does not know,
 * so that several texts would stand for one signature; only the text that encoding gives back is accepted.
 */
export function decodeStrictBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64');
  return text !== '' && bytes.toString('base64') === text ? bytes : null;
}
