const SECRET_FIELD = /^(authorization|.*token|.*secret|session_?key|phone|password|openid|paysign|signature)$/i;
const CHINESE_MOBILE = /(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)/g;

/** Hides what must not stand in a log: secrets by field name, mobile numbers wherever they occur. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return value.replace(CHINESE_MOBILE, '$1****$2');
  if (typeof value !== 'object' || value === null || depth > 4) return value;
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, SECRET_FIELD.test(key) ? '***' : redact(item, depth + 1)]),
  );
}
