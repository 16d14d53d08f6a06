import { announce } from '../lib/events.js';
import { api } from './api.js';
import { keepSession } from './session.js';
import { simulator } from './simulator.js';

/** `wx.login`, then the shop's own sign-in. */
export async function signIn({ openid, label }) {
  keepSession(null);
  const code = await simulator.login(openid);
  const { accessToken, refreshToken, user, isNewUser } = await api.post('/auth/wechat/login', { code });
  keepSession({ openid, label, accessToken, refreshToken, inviteCode: user.inviteCode });
  announce('milestone', 'signed-in');
  return { isNewUser };
}

export async function signOut() {
  await api.post('/auth/wechat/logout', {}).catch(() => null);
  keepSession(null);
}
