import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { openAesGcm } from './aes-gcm';
import { NotificationRejectedError, type VerificationFailure } from './errors';
import { verifyMessage, type ReadHeader, type VerificationSources } from './message-verifier';
import type { SignedCallback, WechatPayNotification } from './port';

export interface NotificationSources extends VerificationSources {
  apiV3Key: KeyObject;
}

const envelopeSchema = z.object({
  id: z.string().min(1).max(64),
  create_time: z.string(),
  event_type: z.string().min(1),
  summary: z.string().nullish(),
  resource: z.object({
    original_type: z.string().nullish(),
    algorithm: z.literal('AEAD_AES_256_GCM'),
    ciphertext: z.string(),
    associated_data: z.string().nullish(),
    nonce: z.string().min(1),
  }),
});
const resourceSchema = z.record(z.string(), z.unknown());

const REJECTION_SENTENCE: Record<VerificationFailure, string> = {
  headers: 'The notification carries no usable signature headers.',
  stale: 'The timestamp of the notification is more than five minutes off.',
  serial: 'The notification is signed with an unknown key.',
  signature: 'The signature of the notification is wrong.',
  probe: 'The notification carries a test signature.',
};

function headerReader(headers: SignedCallback['headers']): ReadHeader {
  const byName = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return (name) => {
    const value = byName.get(name);
    // A repeated header is ambiguous about what was signed, so it counts as missing.
    return typeof value === 'string' ? value : null;
  };
}

function parse<T>(text: string, schema: z.ZodType<T>): T {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new NotificationRejectedError('format', 'The notification is not JSON.');
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new NotificationRejectedError('format', 'The notification does not have the documented shape.');
}

function decrypt(resource: z.infer<typeof envelopeSchema>['resource'], apiV3Key: KeyObject): string {
  try {
    return openAesGcm(apiV3Key, {
      ciphertext: resource.ciphertext,
      nonce: resource.nonce,
      associatedData: resource.associated_data ?? '',
    }).toString('utf8');
  } catch (cause) {
    throw new NotificationRejectedError('decrypt', 'The notification cannot be decrypted with the APIv3 key.', {
      cause,
    });
  }
}

/** Splits share their event type with payments, so the type of the resource decides first. */
function kindOf(eventType: string, originalType: string): WechatPayNotification['kind'] {
  if (originalType === 'profitsharing') return 'profit_sharing';
  if (eventType.startsWith('TRANSACTION.')) return 'payment';
  if (eventType.startsWith('REFUND.')) return 'refund';
  return eventType.startsWith('MCHTRANSFER.') ? 'transfer' : 'other';
}

/** Verifies the signature over the raw bytes, then decrypts the resource. Rejects with `NotificationRejectedError`. */
export async function readNotification(
  { headers, rawBody }: SignedCallback,
  sources: NotificationSources,
): Promise<WechatPayNotification> {
  const bytes = typeof rawBody === 'string' ? Buffer.from(rawBody, 'utf8') : rawBody;
  const verification = await verifyMessage(headerReader(headers), bytes, sources);
  if (!verification.isVerified) {
    const { reason, cause } = verification;
    throw new NotificationRejectedError(reason, REJECTION_SENTENCE[reason], { cause });
  }
  const envelope = parse(bytes.toString('utf8'), envelopeSchema);
  return {
    id: envelope.id,
    kind: kindOf(envelope.event_type, envelope.resource.original_type ?? ''),
    eventType: envelope.event_type,
    originalType: envelope.resource.original_type ?? '',
    createTime: envelope.create_time,
    summary: envelope.summary ?? '',
    resource: parse(decrypt(envelope.resource, sources.apiV3Key), resourceSchema),
  };
}
