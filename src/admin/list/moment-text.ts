const two = (part: number): string => String(part).padStart(2, '0');

/** '2026-03-05 09:07' in the time zone of whoever looks at it. */
export function momentText(at: Date): string {
  const day = `${String(at.getFullYear())}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}`;
}
