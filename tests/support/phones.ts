import { application } from './api';
import { as, signIn, type SignedIn } from './members';

let numbers = 0;

/** A mobile number nobody has bound yet. */
export function newPhone(): string {
  numbers += 1;
  return `1${3 + (numbers % 7)}${String(process.pid % 10_000).padStart(4, '0')}${String(numbers).padStart(5, '0')}`;
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
