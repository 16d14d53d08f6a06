import type { Core } from '@strapi/strapi';
import { now } from '../../../platform/container';
import { isDraining } from '../../../platform/lifecycle/drain';
import { type EncryptedColumn, encryptedColumnsOf, placeOf } from '../../../platform/security/encrypted-columns';
import type { KeyRing } from '../../../platform/security/encryption';
import { keyRingOf } from '../../../platform/security/key-ring';
import {
  countUnderOtherKeys,
  readSealed,
  type Renewal,
  type SealedValue,
  writeRenewed,
} from '../../../platform/security/sealed-values';
import { beginPasses, claimPass, endPass, type Pass, savePass } from '../store/encryption-passes';

declare module '../../../platform/get-service' {
  interface Services {
    'api::operations.renew-encryption': RenewEncryption;
  }
}

export interface RenewEncryption {
  /**
   * Encrypts everything under the newest key that is still under an older one: up to 100 000 rows a run, 500 a statement, in the
   * order of their ids. Returns how many values it found under older keys. A place is finished after a pass over all its rows that
   * found none, and is looked through once a day from then on. What no key reads stays untouched; it is counted and logged.
   * Restartable, and harmless on several instances: a pass has one holder at a time, and only what was read is replaced.
   */
  (): Promise<number>;
}

const ROWS_PER_BATCH = 500;
const BATCHES_PER_RUN = 200;
const DAY_MS = 86_400_000;
const MOST_ROWS_NAMED = 20;

export default ({ strapi }: { strapi: Core.Strapi }): RenewEncryption => {
  /** The key towards which this process has begun. Of instances with different keys, the one started last decides. */
  let begunFor: string | null = null;
  return async () => {
    const keyRing = keyRingOf(strapi);
    const keyId = keyRing.newestKeyId;
    const columns = new Map(encryptedColumnsOf(strapi).map((column) => [placeOf(column), column]));
    const places = [...columns.keys()];
    if (begunFor !== keyId) await beginPasses(strapi, { places, keyId, at: now(strapi) });
    begunFor = keyId;
    let renewed = 0;
    for (let budget = BATCHES_PER_RUN; budget > 0 && !isDraining(strapi);) {
      const pass = await claimPass(strapi, { places, keyId, at: now(strapi) });
      const column = pass && columns.get(pass.place);
      if (!column) break;
      const done = await advance(strapi, { pass, column, keyRing, budget });
      renewed += done.renewed;
      budget -= done.batches;
    }
    return renewed;
  };
};

interface Work {
  pass: Pass;
  column: EncryptedColumn;
  keyRing: KeyRing;
  /** Batches. */
  budget: number;
}

async function advance(strapi: Core.Strapi, work: Work): Promise<{ batches: number; renewed: number }> {
  const { column, keyRing, budget } = work;
  let { pass } = work;
  if (pass.lastId === 0) pass = { ...pass, remaining: await countUnderOtherKeys(strapi, column, keyRing.newestKeyId) };
  const before = pass.renewed;
  for (let batch = 1; ; batch += 1) {
    const rows = await readSealed(strapi, column, { afterId: pass.lastId, limit: ROWS_PER_BATCH });
    const { renewals, unreadable } = renewAll(rows, keyRing);
    await writeRenewed(strapi, column, renewals);
    pass = afterBatch(pass, { rows, renewals, unreadable });
    const done = { batches: batch, renewed: pass.renewed - before };
    if (rows.length < ROWS_PER_BATCH) {
      await finish(strapi, pass);
      return done;
    }
    const hasToStop = batch >= budget || isDraining(strapi);
    const isMine = await savePass(strapi, pass, hasToStop ? now(strapi) : undefined);
    if (hasToStop || !isMine) return done;
  }
}

function renewAll(rows: readonly SealedValue[], keyRing: KeyRing): { renewals: Renewal[]; unreadable: number[] } {
  const renewals: Renewal[] = [];
  const unreadable: number[] = [];
  for (const { id, sealed } of rows) {
    if (sealed === null) continue;
    try {
      const renewed = keyRing.renew(sealed);
      if (renewed !== sealed) renewals.push({ id, sealed, renewed });
    } catch {
      unreadable.push(id);
    }
  }
  return { renewals, unreadable };
}

function afterBatch(
  pass: Pass,
  { rows, renewals, unreadable }: { rows: SealedValue[]; renewals: Renewal[]; unreadable: number[] },
): Pass {
  return {
    ...pass,
    lastId: rows.at(-1)?.id ?? pass.lastId,
    renewed: pass.renewed + renewals.length,
    remaining: Math.max(0, (pass.remaining ?? 0) - renewals.length),
    unreadable: pass.unreadable + unreadable.length,
    unreadableRows: [...pass.unreadableRows, ...unreadable].slice(0, MOST_ROWS_NAMED),
  };
}

/** A pass that found older values is followed by another one: rows that were just being changed were passed over. */
async function finish(strapi: Core.Strapi, pass: Pass): Promise<void> {
  const at = now(strapi);
  const isFinished = pass.renewed === 0;
  const dueAt = isFinished ? new Date(at.getTime() + DAY_MS) : at;
  const isMine = await endPass(strapi, { pass, isFinished, dueAt, at });
  if (!isMine || !isFinished || pass.unreadable === 0) return;
  strapi.log.error('encrypted values cannot be read: their key is not in ENCRYPTION_KEYS, or they are damaged', {
    category: 'security',
    place: pass.place,
    values: pass.unreadable,
    rows: pass.unreadableRows,
  });
}
