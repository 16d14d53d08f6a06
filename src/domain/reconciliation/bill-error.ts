/** What was downloaded is not the whole bill, or not a bill as we know it. Nothing of it may be believed. */
export class BillFormatError extends Error {
  override readonly name = 'BillFormatError';
}
