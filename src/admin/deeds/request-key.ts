/** Names what one form asks for, so that a second click is the same request. Not a secret, and there also without HTTPS. */
export const createRequestKey = (): string =>
  `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}${Math.random().toString(36).slice(2)}`;
