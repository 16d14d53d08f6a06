import { randomInt } from 'node:crypto';
import { application } from './api';
import { as, signIn, type SignedIn } from './members';

/** A mobile number nobody has bound yet. */
export function newPhone(): string {
  return `1${randomInt(3, 10)}${String(randomInt(1e9)).padStart(9, '0')}`;
}

/** The member binds a number with the button of the mini-program. */
export async function bindPhone(member: SignedIn, phone: string): Promise<void> {
  const { code } = application().wechat.control.issuePhoneCode(phone);
  const bound = await as(member).post('/me/phone').send({ code });
  if (bound.status !== 200) throw new Error(`binding failed: ${bound.status} ${bound.text}`);
}

/** A member who has bound a phone number in WeChat. */
export async function memberWithPhone(): Promise<{ member: SignedIn; phone: string }> {
  const member = await signIn();
  const phone = newPhone();
  await bindPhone(member, phone);
  return { member, phone };
}
