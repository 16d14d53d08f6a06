/** An error of the mini-program platform: HTTP 200 with `errcode` (wechat.md B). */
export class MiniProgramRefusal extends Error {
  override readonly name = 'MiniProgramRefusal';

  constructor(
    readonly errcode: number,
    message: string,
  ) {
    super(message);
  }
}

export const refuse = (errcode: number, message: string): MiniProgramRefusal =>
  new MiniProgramRefusal(errcode, message);

export const invalidCredential = (): MiniProgramRefusal =>
  refuse(40001, 'invalid credential, access_token is invalid or not latest');
export const expiredToken = (): MiniProgramRefusal => refuse(42001, 'access_token expired');
export const missingToken = (): MiniProgramRefusal => refuse(41001, 'access_token missing');
export const invalidOpenid = (): MiniProgramRefusal => refuse(40003, 'invalid openid');
export const invalidCode = (): MiniProgramRefusal => refuse(40029, 'invalid code');
export const invalidArguments = (what: string): MiniProgramRefusal => refuse(40097, `invalid args: ${what}`);
