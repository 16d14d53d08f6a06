import request from 'supertest';
import { application } from './api';

const PASSWORD = 'Mallard-test-1';

type Method = 'get' | 'post' | 'put' | 'delete';

/** An HTTP client that acts as a super admin in the panel. */
export interface AdminClient {
  call(method: Method, path: string, body?: object): Promise<request.Response>;
}

let accounts = 0;

/** Creates a super admin and signs in the way the login page does. */
export async function signInAsSuperAdmin(): Promise<AdminClient> {
  const { strapi, url } = application();
  accounts += 1;
  const email = `super-${process.pid}-${Date.now()}-${accounts}@example.com`;
  const role = (await strapi.service('admin::role').getSuperAdmin()) as { id: number };
  await strapi
    .service('admin::user')
    .create({ email, password: PASSWORD, firstname: 'Super', isActive: true, roles: [role.id] });
  const login = await request(url).post('/admin/login').send({ email, password: PASSWORD });
  const token = (login.body as { data?: { token?: string } }).data?.token;
  if (!token) throw new Error(`the super admin could not sign in: ${login.text}`);
  return {
    call: async (method, path, body) => {
      const call = request(url)[method](path).set('Authorization', `Bearer ${token}`);
      return body ? call.send(body) : call;
    },
  };
}
