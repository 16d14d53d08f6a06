import type { Core } from '@strapi/strapi';
import { evaluateAward } from '../../../domain/points/award-points';
import type { PointsScene } from '../../../domain/points/types';
import { type Bps, bps, WHOLE_BPS } from '../../../domain/shared/basis-points';
import { calendarDayOf } from '../../../domain/shared/calendar-day';
import { type Fen, ZERO_FEN } from '../../../domain/shared/fen';
import { environmentOf, now } from '../../../platform/container';
import type { Queries } from '../../../platform/database/queries';
import { Refusal } from '../../../platform/errors/refusal';
import { explainAward, explainDecline, type ExplainedEvent } from '../shapes/explain-award';
import { type NamedRule, readRules } from '../store/rules';
import { readUsage } from '../store/usage';

declare module '../../../platform/get-service' {
  interface Services {
    'api::points.preview-award': PreviewAward;
  }
}

/** An event that did not happen. Level and merchant are document ids. */
export interface ImaginedEvent {
  scene: PointsScene;
  amount: Fen;
  levelId?: string | undefined;
  merchantId?: string | undefined;
  streak?: number | undefined;
}

export interface AwardPreview {
  points: number;
  rules: { documentId: string; name: string; points: number; sentences: string[] }[];
}

export interface PreviewAward {
  /**
   * What an event would earn somebody who has had nothing today, and for every rule of the scene why; rules that are switched
   * off are among them. Gives nothing.
   * @throws Refusal ValidationError for a level or merchant that does not exist
   */
  (event: ImaginedEvent): Promise<AwardPreview>;
}

interface Level {
  name: string | null;
  multiplier: Bps;
}

export default ({ strapi }: { strapi: Core.Strapi }): PreviewAward => {
  const timeZone = environmentOf(strapi).SHOP_TIMEZONE;
  return async (imagined) => {
    const at = now(strapi);
    const db = strapi.db.connection;
    const all = await readRules(db, { scene: imagined.scene });
    const rules = all.filter(({ isEnabled }) => isEnabled);
    const level = await levelOf(db, imagined.levelId);
    const usage = await readUsage(db, { rules, userId: null, day: calendarDayOf(at, timeZone) });
    const event = { paidAmount: imagined.amount, memberMultiplierBps: level.multiplier, usage };
    const result = evaluateAward({
      ...event,
      rules,
      scene: imagined.scene,
      freightAmount: ZERO_FEN,
      merchantId: await merchantIdOf(db, imagined.merchantId),
      ...(imagined.streak === undefined ? {} : { streak: imagined.streak }),
      at,
      timeZone,
    });
    const explained = { ...event, levelName: level.name, momentText: momentTextIn(timeZone) };
    return { points: result.total, rules: all.map((rule) => explain(rule, result, explained)) };
  };
};

function explain(
  rule: NamedRule,
  { awards, declined }: ReturnType<typeof evaluateAward>,
  event: ExplainedEvent,
): AwardPreview['rules'][number] {
  const { documentId, name } = rule;
  const award = awards.find(({ ruleId }) => ruleId === rule.id);
  if (award) return { documentId, name, points: award.points, sentences: explainAward(rule, award, event) };
  const refused = declined.find(({ ruleId }) => ruleId === rule.id);
  const sentences = refused ? explainDecline(rule, refused, event) : ['没有启用'];
  return { documentId, name, points: 0, sentences };
}

async function levelOf(db: Queries, documentId: string | undefined): Promise<Level> {
  if (documentId === undefined) return { name: null, multiplier: WHOLE_BPS };
  const row = (await db('member_levels').where({ document_id: documentId }).first('name', 'points_multiplier_bps')) as
    { name: string; points_multiplier_bps: number | null } | undefined;
  if (!row) throw new Refusal('ValidationError', { field: 'levelId' });
  return { name: row.name, multiplier: row.points_multiplier_bps ? bps(row.points_multiplier_bps) : WHOLE_BPS };
}

async function merchantIdOf(db: Queries, documentId: string | undefined): Promise<number | null> {
  if (documentId === undefined) return null;
  const row = (await db('merchants').where({ document_id: documentId }).first('id')) as { id: number } | undefined;
  if (!row) throw new Refusal('ValidationError', { field: 'merchantId' });
  return row.id;
}

function momentTextIn(timeZone: string): (instant: Date) => string {
  const format = new Intl.DateTimeFormat('zh-CN', { timeZone, dateStyle: 'long', timeStyle: 'short' });
  return (instant) => format.format(instant);
}
