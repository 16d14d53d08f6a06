import { randomBytes } from 'node:crypto';
import { api, application } from './api';

export interface SignedIn {
  openid: string;
  accessToken: string;
  refreshToken: string;
  documentId: string;
  /** Row id, for looking into the database. */
  id: number;
}

/** An openid nobody has used yet. */
export const newOpenid = (): string => `o_${randomBytes(8).toString('hex')}`;

/** A login code of this user; the simulated platform accepts `<openid>#<anything>` once. */
export const loginCode = (openid: string): string => `${openid}#${randomBytes(6).toString('hex')}`;

/** Signs a user in over HTTP; without an openid a new one is made up. */
export async function signIn(openid: string = newOpenid()): Promise<SignedIn> {
  const answer = await api()
    .post('/api/v1/auth/wechat/login')
    .send({ code: loginCode(openid) });
  if (answer.status !== 200) throw new Error(`sign-in failed: ${answer.status} ${JSON.stringify(answer.body)}`);
  const { data } = answer.body as {
    data: { accessToken: string; refreshToken: string; user: { documentId: string } };
  };
  const row = (await database()('up_users').where({ openid }).first('id')) as { id: number };
  return {
    openid,
    accessToken: data.accessToken,
    refreshToken: data.refreshToken,
    documentId: data.user.documentId,
    id: row.id,
  };
}

/** The application's own connection, for what HTTP does not show. */
export const database = () => application().strapi.db.connection;

type Method = 'get' | 'post' | 'put' | 'delete';

/** Calls as one user: `as(member).get('/me')` is `GET /api/v1/me` with the access token. */
export function as(member: Pick<SignedIn, 'accessToken'>) {
  const call = (method: Method) => (path: string) =>
    api()[method](`/api/v1${path}`).set('Authorization', `Bearer ${member.accessToken}`);
  return { get: call('get'), post: call('post'), put: call('put'), delete: call('delete') };
}
