/** Points are plain integers. @throws RangeError for fractions and negative numbers */
export function assertPoints(points: number): void {
  if (!Number.isSafeInteger(points) || points < 0) throw new RangeError(`Not a number of points: ${points}`);
}
