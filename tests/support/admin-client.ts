import request from 'supertest';
import { adminService } from '../../src/platform/admin-services';
import { application } from './api';

const PASSWORD = 'Mallard-test-1';

type Method = 'get' | 'post' | 'put' | 'delete';

/** An HTTP client that is signed in to the panel. */
export interface AdminClient {
  call(method: Method, path: string, body?: object): Promise<request.Response>;
}

let accounts = 0;

interface Account {
  roleId?: number;
  /** Of the panel, as its user chose it in the profile. */
  language?: string;
}

/**
 * Creates an account and signs in the way the login page does; as a super admin unless a role is named. The browser speaks English,
 * as it may anywhere.
 */
export async function signInToPanel({ roleId, language }: Account = {}): Promise<AdminClient> {
  const { strapi, url } = application();
  accounts += 1;
  const email = `staff-${process.pid}-${Date.now()}-${accounts}@example.com`;
  const superAdmin = await adminService(strapi, 'admin::role').getSuperAdmin();
  await adminService(strapi, 'admin::user').create({
    email,
    password: PASSWORD,
    firstname: 'Staff',
    isActive: true,
    ...(language === undefined ? {} : { preferedLanguage: language }),
    roles: [roleId ?? superAdmin.id],
  });
  const login = await request(url).post('/admin/login').send({ email, password: PASSWORD });
  const token = (login.body as { data?: { token?: string } }).data?.token;
  if (!token) throw new Error(`the account could not sign in: ${login.text}`);
  return {
    call: async (method, path, body) => {
      const call = request(url)[method](path).set('Authorization', `Bearer ${token}`).set('Accept-Language', 'en-US');
      return body ? call.send(body) : call;
    },
  };
}
