/** 13800138000 → 138****8000; anything shorter keeps its last two characters. */
export function maskPhone(phone: string): string {
  if (phone.length < 8) return `****${phone.slice(-2)}`;
  return `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}

/** 王小明 → 王**; strangers see no more of a name than that. */
export function maskNickname(nickname: string | null): string {
  const [first] = Array.from(nickname ?? '');
  return first === undefined ? '微信用户' : `${first}**`;
}
