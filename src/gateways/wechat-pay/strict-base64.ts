const BASE64 = /^(?:[0-9A-Za-z+/]{4})*(?:[0-9A-Za-z+/]{2}==|[0-9A-Za-z+/]{3}=)?$/;

/**
 * Decodes standard base64 and answers `null` for anything else. Node's own decoder skips what it does not know,
 * so that several texts would stand for one signature.
 */
export function decodeStrictBase64(text: string): Buffer | null {
  if (text === '' || !BASE64.test(text)) return null;
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : null;
}
