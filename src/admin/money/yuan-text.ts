/** The database keeps money in 32-bit integers of fen. */
export const MOST_FEN = 2_147_483_647;

export type ReadYuan = { isRead: true; fen: number | null } | { isRead: false; hint: string };

const refuse = (hint: string): ReadYuan => ({ isRead: false, hint });

/** 1280 → '12.80'. Digits are moved as text, so that no amount is ever rounded. */
export function yuanText(fen: number): string {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** 128000 → '¥1,280.00', for reading. */
export function priceTag(fen: number): string {
  const [yuan = '', cents = ''] = yuanText(Math.abs(fen)).split('.');
  return `${fen < 0 ? '-' : ''}¥${yuan.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents}`;
}

/**
 * Reads what somebody typed as yuan: '12.8' → 1280 fen, '' → null. Digits typed with a Chinese input method (full width,
 * '。' for the point) count as well; anything else is refused with a hint in Chinese.
 */
export function readYuan(typed: string, least = 0): ReadYuan {
  const text = typed
    .normalize('NFKC')
    .replaceAll('。', '.')
    .replace(/^\s*[¥￥]?\s*|\s+$/g, '');
  if (text === '') return { isRead: true, fen: null };
  const match = /^(-?)(\d+)(?:\.(\d*))?$/.exec(text);
  if (!match) return refuse('请输入金额，例如 12.80');
  const [, sign = '', yuan = '', decimals = ''] = match;
  if (decimals.length > 2) return refuse('金额最多两位小数，例如 12.80');
  const digits = `${yuan}${decimals.padEnd(2, '0')}`.replace(/^0+(?=\d)/, '');
  if (digits.length > 10 || Number(digits) > MOST_FEN) return refuse(`金额不能超过 ${priceTag(MOST_FEN)}`);
  const fen = sign === '-' && digits !== '0' ? -Number(digits) : Number(digits);
  return fen < least ? refuse(`金额不能低于 ${priceTag(least)}`) : { isRead: true, fen };
}
