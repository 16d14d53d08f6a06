import { callOnce } from './call-once.js';
import { verify } from './verify.js';

/** "Please verify yourself first": done without asking, because a new `wx.login` needs no tap. */
const VERIFICATION_NEEDED = 1204;

/**
 * Calls Mallard; when it wants to be shown who is calling, shows it and calls once more.
 * @returns `{ data, meta }` of the envelope
 * @throws Failure with the server's own sentence
 */
export async function call(method, path, options = {}) {
  try {
    return await callOnce(method, path, options);
  } catch (failure) {
    const verification = failure.code === VERIFICATION_NEEDED && failure.details.verification;
    if (!verification) throw failure;
    await verify(verification);
    return callOnce(method, path, options);
  }
}

const read = async (path) => (await call('GET', path)).data;

export const api = {
  get: read,
  page: (path) => call('GET', path),
  post: async (path, body, options = {}) => (await call('POST', path, { ...options, body: body ?? {} })).data,
  put: async (path, body) => (await call('PUT', path, { body })).data,
  remove: async (path) => (await call('DELETE', path)).data,
};
