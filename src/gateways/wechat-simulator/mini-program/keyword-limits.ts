const codePoints = (text: string): number => Array.from(text).length;

const upTo = (limit: number, pattern: RegExp) => (text: string) => codePoints(text) <= limit && pattern.test(text);

const CLOCK = String.raw`([01]?\d|2[0-4])[:：][0-5]\d([:：][0-5]\d)?`;
const DAY = String.raw`(\d{4}年(\d{1,2}月(\d{1,2}日)?)?|\d{1,2}月\d{1,2}日|\d{4}[-/.]\d{1,2}([-/.]\d{1,2})?)`;

const time = new RegExp(`^(${DAY} ?)?${CLOCK}( ?~ ?(${DAY} ?)?${CLOCK})?$`);
const date = new RegExp(`^${DAY}( ?${CLOCK})?( ?~ ?${DAY}( ?${CLOCK})?)?$`);

/** Mixed names count as Chinese; only purely Latin ones may be longer. */
const isName = (text: string): boolean => codePoints(text) <= (/^[\p{Script=Latin} .'-]+$/u.test(text) ? 20 : 10);

/** What each kind of keyword of a subscription message may hold (the platform's own table, wechat.md B4). */
const LIMITS: Record<string, (text: string) => boolean> = {
  thing: (text) => codePoints(text) <= 20,
  number: upTo(32, /^-?\d+(\.\d+)?$/),
  letter: upTo(32, /^[A-Za-z]+$/),
  symbol: upTo(5, /^[^\p{L}\p{N}\s]+$/u),
  character_string: upTo(32, /^[\x20-\x7e]+$/),
  time: (text) => time.test(text),
  date: (text) => date.test(text),
  amount: (text) => /^[^\d\s]?\d{1,10}(\.\d{1,2})?元?$/.test(text),
  phone_number: upTo(17, /^[\d+\-() ]+$/),
  car_number: upTo(8, /^\S+$/),
  name: isName,
  phrase: upTo(5, /^\p{Script=Han}+$/u),
  enum: (text) => text.length > 0,
  const: (text) => text.length > 0,
};

const KEYWORD = /^([a-z_]+?)\d+$/;
const CONTROL_CHARACTER = /\p{Cc}/u;

/** The name of the first member of `data` that the platform would refuse, or null. */
export function firstInvalidKeyword(data: Record<string, unknown>): string | null {
  for (const [keyword, member] of Object.entries(data)) {
    const value = (member as { value?: unknown } | null)?.value;
    const isAllowed = LIMITS[KEYWORD.exec(keyword)?.[1] ?? ''];
    const isText = typeof value === 'string' && value.trim() !== '' && !CONTROL_CHARACTER.test(value);
    if (!isAllowed || !isText || !isAllowed(value)) return keyword;
  }
  return null;
}
