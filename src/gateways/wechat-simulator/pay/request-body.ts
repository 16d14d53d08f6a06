import { z } from 'zod';
import { extraParameters, invalidParameter, wrongSignature } from './refusal';

/** Absolute http(s) URL with a path and without a query string. */
export const notifyUrl = (limit: number) =>
  z
    .string()
    .max(limit)
    .refine((text) => /^https?:\/\/[^/?#\s]+\/[^?#\s]*$/.test(text), 'must be an absolute URL without a query string');

export const fen = z.int().min(1);
export const currency = z.literal('CNY').optional();

/** Parses a signed JSON body strictly: unknown members and nulls are refused with the platform's own codes. */
export function parseBody<Schema extends z.ZodType>(schema: Schema, body: Buffer): z.infer<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    throw invalidParameter('请求体不是合法的JSON');
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues;
  const extra = issues.find((issue) => issue.code === 'unrecognized_keys');
  if (extra) throw extraParameters(extra.keys);
  const first = issues[0];
  const field = `/${(first?.path ?? []).map(String).join('/')}`;
  throw invalidParameter(`参数错误：${field}`, { field, issue: first?.message, location: 'body' });
}

/** The merchant in the body or query must be the one that signed. */
export function requireSigner(mchid: string | null, signerMchid: string): void {
  if (mchid === null) throw invalidParameter('缺少参数 mchid', { field: 'mchid', location: 'query' });
  if (mchid !== signerMchid) throw wrongSignature('请求中的商户号与签名的商户号不一致');
}
