import type { Core } from '@strapi/strapi';
import type { TextScene, TextVerdict } from '../../../gateways/wechat-mini-program/port';
import { environmentOf, now, resolve } from '../../../platform/container';
import { newRow } from '../../../platform/database/rows';

export interface TextRequest {
  /** The author; WeChat judges only who has used the mini-program within the last two hours. */
  openid: string;
  scene: TextScene;
  content: string;
}

export interface ImageRequest {
  openid: string;
  /** Absolute, or below the shop's own address. */
  url: string;
  scene: TextScene;
  /** What the caller calls the picture; comes back in `wechat.media-checked`. */
  subject: string;
}

/** WeChat answers within half an hour, usually; after this a human decides. */
const GIVE_UP_AFTER_MS = 6 * 3_600_000;
const MAX_ERROR = 250;

/**
 * WeChat's content security (wechat.md B6). Call it outside any transaction. It fails closed and never throws for WeChat's sake:
 * what WeChat could not judge is for a human (`review`).
 */
const factory = ({ strapi }: { strapi: Core.Strapi }) => ({
  /** The verdict on a text, and WeChat's label of what is wrong with it (null when WeChat did not say). */
  async text(request: TextRequest): Promise<{ verdict: TextVerdict; label: number | null }> {
    try {
      return await resolve(strapi, 'mallard.wechat-mini-program').checkText(request);
    } catch (error) {
      warn(strapi, 'text', error);
      return { verdict: 'review', label: null };
    }
  },

  /**
   * Hands a picture in; its verdict comes later as the event `wechat.media-checked` with the same subject.
   * @returns null when WeChat did not take it: then no event comes, and the picture is for a human
   */
  async image({ openid, url, scene, subject }: ImageRequest): Promise<{ traceId: string | null }> {
    const id = await openCheck(strapi, { openid, url, scene, subject });
    try {
      const absolute = new URL(url, environmentOf(strapi).PUBLIC_URL).toString();
      const { traceId } = await resolve(strapi, 'mallard.wechat-mini-program').checkImage({
        openid,
        url: absolute,
        scene,
      });
      await changeCheck(strapi, id, { state: 'pending', trace_id: traceId });
      return { traceId };
    } catch (error) {
      warn(strapi, 'image', error);
      await changeCheck(strapi, id, {
        state: 'failed',
        give_up_at: null,
        last_error: String(error).slice(0, MAX_ERROR),
      });
      return { traceId: null };
    }
  },
});

/** The row comes first: the verdict may be quicker than the end of the call. */
async function openCheck(strapi: Core.Strapi, request: ImageRequest): Promise<number> {
  const at = now(strapi);
  const rows = (await strapi.db
    .connection('media_checks')
    .insert({
      ...newRow(at),
      ...request,
      state: 'starting',
      give_up_at: new Date(at.getTime() + GIVE_UP_AFTER_MS),
    })
    .returning('id')) as { id: number }[];
  const [row] = rows;
  if (!row) throw new Error('a media check was not written');
  return row.id;
}

async function changeCheck(strapi: Core.Strapi, id: number, change: Record<string, unknown>): Promise<void> {
  await strapi.db
    .connection('media_checks')
    .where({ id, state: 'starting' })
    .update({ ...change, updated_at: now(strapi) });
}

/** 61010 (the author was away too long) and outages are daily business; nothing of the content is logged. */
function warn(strapi: Core.Strapi, kind: 'text' | 'image', error: unknown): void {
  strapi.log.warn('WeChat could not check content', { category: 'business', kind, error: String(error) });
}

export default factory;

declare module '../../../platform/get-service' {
  interface Services {
    'api::wechat.check-content': ReturnType<typeof factory>;
  }
}
