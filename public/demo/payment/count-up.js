const DURATION_MS = 900;

/** Lets a number run from one value to another, so that the eye sees the points arrive. */
export function countUp(element, from, to) {
  if (from === to || window.matchMedia('(prefers-reduced-motion: reduce)').matches) {
    element.textContent = String(to);
    return;
  }
  const started = performance.now();
  const step = (now) => {
    const share = Math.min(1, (now - started) / DURATION_MS);
    element.textContent = String(Math.round(from + (to - from) * (1 - (1 - share) ** 3)));
    if (share < 1) requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}
