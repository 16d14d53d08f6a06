import { Agent } from 'node:http';
import type { Test } from 'supertest';
import { application } from './api';

/** Another address of this machine to call from; the server sees it as the caller's. */
export const OTHER_ADDRESS = '127.0.0.2';

/** Sends a call from another address. */
export const fromAddress = (call: Test, localAddress = OTHER_ADDRESS): Test => call.agent(new Agent({ localAddress }));

/** Runs work with other settings of the environment than the suite's. */
export async function withSettings<Result>(
  settings: Record<string, unknown>,
  work: () => Promise<Result>,
): Promise<Result> {
  const { config } = application().strapi;
  const kept = config.get<Record<string, unknown>>('mallard');
  config.set('mallard', { ...kept, ...settings });
  try {
    return await work();
  } finally {
    config.set('mallard', kept);
  }
}

/** Runs work while one more rule is in force. */
export async function withRule<Result>(rule: Record<string, unknown>, work: () => Promise<Result>): Promise<Result> {
  const rules = application().strapi.documents('api::payment.risk-rule');
  const { documentId } = await rules.create({ data: { name: '测试规则', ...rule } as never });
  try {
    return await work();
  } finally {
    await rules.delete({ documentId });
  }
}
