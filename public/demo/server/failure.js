/** What went wrong with a call, in a sentence for the visitor. */
export class Failure extends Error {
  constructor(message, { status = 0, code = 0, details = {} } = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}
