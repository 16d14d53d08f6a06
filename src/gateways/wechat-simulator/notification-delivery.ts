import { beijingTimestamp } from './beijing-time';
import { sealText } from './crypto';
import { randomAlphanumeric } from './random-ids';
import type { DeliveryAttempt, SimulatedNotification } from './state';

/** The JSON of one delivery: the content sealed with a fresh nonce (wechat.md A10). */
export function notificationEnvelope(notification: SimulatedNotification, apiV3Key: string, isBroken: boolean): string {
  const nonce = randomAlphanumeric(12);
  const associatedData = notification.originalType;
  const ciphertext = sealText(JSON.stringify(notification.content), { key: apiV3Key, nonce, associatedData });
  return JSON.stringify({
    id: notification.id,
    create_time: beijingTimestamp(notification.createdAt),
    resource_type: 'encrypt-resource',
    event_type: notification.eventType,
    summary: notification.summary,
    resource: {
      original_type: notification.originalType,
      algorithm: 'AEAD_AES_256_GCM',
      ciphertext,
      // The signature covers the envelope, so foreign associated data is a genuine message that cannot be opened.
      associated_data: isBroken ? 'certificate' : associatedData,
      nonce,
    },
  });
}

export type DeliveryAnswer = Pick<DeliveryAttempt, 'httpStatus' | 'problem'>;

interface Message {
  url: string;
  headers: Record<string, string>;
  body: string;
}

const OWN_HEADERS = { 'Content-Type': 'application/json', Accept: '*/*', 'User-Agent': 'Mozilla/4.0' };

/** One POST to the notify URL. Redirects are not followed; no answer is an answer too, so this never rejects. */
export async function postNotification(message: Message, signal: AbortSignal): Promise<DeliveryAnswer> {
  try {
    const response = await fetch(message.url, {
      method: 'POST',
      headers: { ...OWN_HEADERS, ...message.headers },
      body: message.body,
      redirect: 'manual',
      signal,
    });
    await response.arrayBuffer();
    return { httpStatus: response.status, problem: null };
  } catch (error) {
    const isLate = error instanceof DOMException && error.name === 'TimeoutError';
    return { httpStatus: null, problem: isLate ? 'no answer within the deadline' : 'connection failed' };
  }
}
