import { openField } from '../crypto';
import type { PayInput } from './pay-route';
import { invalidParameter } from './refusal';

/**
 * Opens a confidential field with the key that `Wechatpay-Serial` names. Throws PARAM_ERROR when the header is missing,
 * names no key in force, or the field was sealed for another one.
 */
export function openSealed({ world, serial }: PayInput, field: string, ciphertext: string): string {
  const key = serial === null ? null : world.keys.openerFor(world.state.settings, serial);
  if (!key) throw invalidParameter('请求头 Wechatpay-Serial 缺失或不是有效的平台公钥', { field: 'Wechatpay-Serial' });
  const text = openField(ciphertext, key);
  if (text === null) throw invalidParameter('敏感字段解密失败', { field, location: 'body' });
  return text;
}
